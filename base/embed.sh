#!/bin/sh
# Writes assembly that embeds the files named, in the order given, and the table of base/embed.h.
echo '.section .note.GNU-stack,"",%progbits'
echo '.section .rodata'
i=0
for f in "$@"; do
  printf '.Ls%d: .incbin "%s"\n.Le%d: .byte 0\n.Ln%d: .asciz "%s"\n' $i "$f" $i $i "$f"; i=$((i + 1))
done
echo '.section .data.rel.ro,"aw"
.balign 8
.global embedded_files
embedded_files:'
j=0
while [ $j -lt $i ]; do echo ".quad .Ln$j, .Ls$j, .Le$j"; j=$((j + 1)); done
echo '.quad 0, 0, 0'
