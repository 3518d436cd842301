/* container.h -- compressed files and archives: streams of what is inside them. */
#ifndef CORPUS_CONTAINER_H
#define CORPUS_CONTAINER_H
#include "corpus/codec.h"
#include "corpus/reader.h"
#include "corpus/stream.h"

/* The unpacked bytes of a compressed stream of any number of members; takes source. */
Stream *stream_unpacked(const Codec *codec, Stream *source, const char *path, const ReadOptions *o);
/* More than 1 MiB came out of too little. */
bool ratio_exceeded(uint64_t in, uint64_t out, unsigned max);
#endif
