# claimledger -- make, make test, make check, make bench, make install.  SAN=address,undefined builds with sanitizers.
CC       ?= gcc
B        ?= build$(if $(SAN),-$(subst $(comma),-,$(SAN)))$(if $(filter clang%,$(CC)),-clang)
comma    := ,
PREFIX   ?= /usr/local
VERSION  := 0.1.0
SECCOMP  := $(shell pkg-config --exists libseccomp && echo libseccomp)
PACKAGES := libpcre2-16 libxml-2.0 sqlite3 libutf8proc libarchive zlib libzstd libbrotlidec uchardet popt smartcols libmicrohttpd nettle $(SECCOMP)
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla $(WERROR)
HARDEN   := -fstack-protector-strong -fstack-clash-protection -D_FORTIFY_SOURCE=2 -fPIE
OPT      ?= -O3 -g
CFLAGS   := -std=c11 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' -I. $(OPT) $(WARN) $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer,$(HARDEN)) $(EXTRA) \
            $(shell pkg-config --cflags $(PACKAGES) | sed 's/-I/-isystem /g')
LDFLAGS  := $(if $(SAN),-fsanitize=$(SAN),-pie -Wl$(comma)-z$(comma)relro$(comma)-z$(comma)now) $(EXTRA)
$(B)/cli/version.o: CFLAGS += -DLIBRARIES='"$(foreach p,$(PACKAGES),$(p) $(shell pkg-config --modversion $(p)))"'
$(B)/base/sandbox.o: CFLAGS += $(if $(SECCOMP),-DHAVE_SECCOMP) $(if $(SAN),-DSANITIZED)
LIBS     := $(shell pkg-config --libs $(PACKAGES)) -lpthread -lm

SOURCES  := $(wildcard base/*.c corpus/*.c extractor/*.c ledger/*.c cli/*.c cli/web/*.c)
OBJECTS  := $(SOURCES:%.c=$(B)/%.o) $(B)/embed.o
LIBRARY  := $(filter-out $(B)/cli/main.o,$(OBJECTS))
EMBEDDED := $(sort $(wildcard rules/*/*.rule rules/*/*.tsv ledger/schema/*.sql cli/web/assets/*))
UNITS    := $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/test_*.c))

all: claimledger
claimledger: $(B)/claimledger
	@cp -f $< $@
$(B)/claimledger: $(B)/cli/main.o $(B)/library.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$(B)/library.a: $(LIBRARY)
	@rm -f $@ && ar rcs $@ $^
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<
$(B)/embed.S: Makefile $(EMBEDDED) base/embed.sh
	@mkdir -p $(@D)
	@sh base/embed.sh $(EMBEDDED) > $@
$(B)/embed.o: $(B)/embed.S $(EMBEDDED)
	$(CC) -fPIE -c -o $@ $<
$(B)/unit/%: tests/unit/%.c $(B)/library.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(B)/library.a -lcmocka -lbrotlienc $(LIBS)

unit: $(UNITS)
	@for t in $(UNITS); do ./$$t || exit 1; done
test: claimledger $(UNITS)
	@sh tests/run.sh $(CURDIR)/claimledger $(UNITS)
check: claimledger
	@sh tests/check.sh $(CURDIR)/claimledger
# Needs chromium, node and npm.
web: claimledger
	@sh tests/web/run.sh $(CURDIR)/claimledger
# One archive, one digest, however it is made; ARCHIVE=x.ndjson takes another archive than the invented one of
# ARTICLES articles.
scale: claimledger
	@bash tests/scale/digest.sh $(CURDIR)/claimledger $(ARCHIVE)
	@bash tests/scale/shards.sh $(CURDIR)/claimledger $(ARCHIVE)
# On a private two-node Slurm, as root.
scale-slurm: claimledger
	@bash tests/scale/slurm.sh $(CURDIR)/claimledger
# CI runs COUNTS=small.
torture: claimledger $(B)/torture/claimledger
	@bash tests/torture/run.sh $(CURDIR)/claimledger $(CURDIR)/$(B)/torture/claimledger $(COUNTS)
# The program with a disk and a memory that fail on order.
$(B)/torture/claimledger: $(wildcard tests/torture/faulty*.[ch] tests/torture/disk.[ch]) $(B)/cli/main.o $(B)/library.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -Wl,--wrap=ledger_start,--wrap=sandbox_enter -o $@ $(filter-out %.h,$^) $(LIBS)
# libFuzzer, needs clang: SECONDS for each target of tests/fuzz/run.sh, all or those in TARGETS; 0 is the same inputs each time, for CI.
FUZZERS  := $(patsubst tests/fuzz/%.c,build-fuzz/fuzz/%,$(wildcard tests/fuzz/*.c))
SECONDS  ?= 60
fuzz:
	@$(MAKE) -s CC="$(FUZZ_CC)" SAN=fuzzer-no-link,address,undefined OPT='-O2 -g' B=build-fuzz $(FUZZERS)
	@sh tests/fuzz/run.sh build-fuzz/fuzz $(SECONDS) $(TARGETS)
FUZZ_CC  ?= clang
$(B)/fuzz/%: tests/fuzz/%.c $(B)/library.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -fsanitize=fuzzer,address,undefined -o $@ $< $(B)/library.a $(LIBS)
# Memcheck over a small set of commands.
valgrind: claimledger
	@sh tests/valgrind.sh $(CURDIR)/claimledger
# Lines and branches that all tests reach (gcovr, jq); the unit tests of pure modules must reach every branch, none of them folded by the compiler.
PURE     := base/number.c base/date.c base/interval.c $(patsubst %,ledger/%.c,compare compare_dates key derive figure slips severity when verdict)
coverage:
	@$(MAKE) -s B=build-coverage OPT='-O1 -g' HARDEN=-fPIE EXTRA='--coverage -fprofile-update=atomic -DALSO_WRITABLE=\"$(CURDIR)/build-coverage\"' \
	  build-coverage/claimledger $(UNITS:$(B)/%=build-coverage/%)
	@PURE="$(PURE)" sh tests/coverage.sh build-coverage $(UNITS:$(B)/%=build-coverage/%)
$(PURE:%.c=build-coverage/%.o): CFLAGS += -O0
$(B)/bench/%: tests/bench/%.c $(B)/library.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(B)/library.a $(LIBS)
# What was measured, its baseline of the same run, what is to be reached, and whether it was.
bench: claimledger $(B)/bench/html
	@bash tests/bench/bench.sh $(CURDIR)/claimledger $(TEXT)
	@bash tests/bench/ledger.sh $(CURDIR)/claimledger
# Each page of the desk on a ledger of a million claims (LEDGER=x.ledger takes another).
latency: claimledger
	@bash tests/bench/latency.sh $(CURDIR)/claimledger $(LEDGER)
bench-hostile: claimledger
	@bash tests/bench/hostile.sh $(CURDIR)/claimledger
# The program, a man page for it and for each command, and completions: all made by the program itself.
COMMANDS = $(shell ./claimledger help | sed -n '/^Commands/,/^$$/s/^  \([a-z]*\) .*/\1/p')
DATA     := $(DESTDIR)$(PREFIX)/share
install: claimledger
	install -D -m 755 claimledger $(DESTDIR)$(PREFIX)/bin/claimledger
	install -d $(DATA)/man/man1 $(DATA)/bash-completion/completions $(DATA)/zsh/vendor-completions $(DATA)/fish/vendor_completions.d
	./claimledger help --man > $(DATA)/man/man1/claimledger.1
	for c in $(COMMANDS); do ./claimledger help --man $$c > $(DATA)/man/man1/claimledger-$$c.1 || exit 1; done
	./claimledger completion bash > $(DATA)/bash-completion/completions/claimledger
	./claimledger completion zsh > $(DATA)/zsh/vendor-completions/_claimledger
	./claimledger completion fish > $(DATA)/fish/vendor_completions.d/claimledger.fish
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/claimledger $(DATA)/man/man1/claimledger.1 $(DATA)/man/man1/claimledger-*.1 \
	  $(DATA)/bash-completion/completions/claimledger $(DATA)/zsh/vendor-completions/_claimledger $(DATA)/fish/vendor_completions.d/claimledger.fish
# The same commit gives the same bytes.
dist:
	git archive --prefix=claimledger-$(VERSION)/ HEAD | gzip -n -9 > claimledger-$(VERSION).tar.gz
# A Debian package from the last commit: needs debhelper; lintian looks at it where it is installed.
deb: dist
	@rm -rf build/deb && mkdir -p build/deb && tar xzf claimledger-$(VERSION).tar.gz -C build/deb
	cd build/deb/claimledger-$(VERSION) && dpkg-buildpackage -us -uc -b
	@if command -v lintian > /dev/null; then lintian --fail-on error,warning build/deb/*.changes; else echo 'skipped: lintian is not installed'; fi
	@mv build/deb/*.deb .
clean:
	rm -rf build build-* claimledger claimledger-*.tar.gz claimledger_*.deb claimledger-dbgsym_*.deb
.PHONY: all unit test check web torture fuzz coverage valgrind scale scale-slurm lake clean bench bench-hostile latency install uninstall dist deb
.SECONDARY:
-include $(OBJECTS:.o=.d) $(UNITS:%=%.d)
