# Teamhub. `make help` lists the targets; `make run` and `make test` do all set-up themselves.
#
# Variants: release (default), debug, san (ASan + UBSan), coverage, fuzz; each in build/VARIANT.
# A room is a folder of cgi/; it becomes build/VARIANT/ROOM.a. Tests are programs of their own.

VARIANT ?= release
ifeq ($(origin CC),default)
CC := gcc
endif
B := build/$(VARIANT)
Q := $(if $(V),,@)
PORT ?= 8080
CONTENT ?= content
THEME ?= default
WORKERS ?= 3

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:

# ---- packages ---------------------------------------------------------------------------------

DEB_BUILD := gcc g++ libtomlplusplus-dev make pkg-config libc6-dev libfcgi-dev libxml2-dev libmarkdown2-dev libcmark-gfm-dev \
	libcmark-gfm-extensions-dev libsqlite3-dev \
	libgit2-dev libyaml-dev libvips-dev libcurl4-openssl-dev libstemmer-dev libjansson-dev libicu-dev libqrencode-dev \
	zlib1g-dev libbrotli-dev libical-dev libmd-dev libmicrohttpd-dev libpango1.0-dev librsvg2-dev libwebp-dev libfontconfig-dev \
	libseccomp-dev
DEB_RUN := nginx-light spawn-fcgi multiwatch libnginx-mod-http-brotli-static fonts-dejavu-core fonts-urw-base35 \
	fonts-noto-color-emoji
DEB_RUN += $(if $(filter hugo,$(SHELL_DEMO)),hugo) $(if $(filter eleventy,$(SHELL_DEMO)),nodejs npm)
# What differs between the releases that are supported, Debian 12 and 13.
DEBIAN := $(shell . /etc/os-release 2>/dev/null; echo $$VERSION_ID)
CLANG ?= $(if $(filter 12,$(DEBIAN)),14,19)
DEB_TEST := hugo jekyll libcmocka-dev git curl jq sqlite3 libxml2-utils jing newsboat sfeed rss2email liferea xvfb dbus-daemon dbus-bin python3 \
	python3-feedparser python3-pystache liblingua-stopwords-perl chromium default-jre-headless clang-$(CLANG) \
	$(if $(filter 14,$(CLANG)),clang-format-14) libclang-rt-$(CLANG)-dev zbar-tools python3-icalendar python3-prometheus-client python3-recurring-ical-events python3-dateutil \
	python3-jsonschema python3-yaml khal apache2 lighttpd caddy haproxy iproute2 openssl
DEB_PACKAGE := debhelper dpkg-dev lintian
DEB_TEST += $(DEB_PACKAGE) systemd-container logrotate mandoc man-db shellcheck zsh
DEB_BENCH := hugo wrk cgit wngerman wamerican libvips-tools
DEB_STATS := goaccess

# ---- flags ------------------------------------------------------------------------------------

WARN := -Wall -Wextra -Wpointer-arith -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
	-Wformat=2 -Wvla $(if $(CI),-Werror)
CPPFLAGS += -Iinclude -I$(B)/gen -D_GNU_SOURCE -DTH_VERSION='"$(VERSION)"' -DTH_RELEASED='"$(RELEASED)"'
CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
CFLAGS_debug := -O0 -g3
CFLAGS_san := -O1 -g3 -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	-fno-omit-frame-pointer -DTH_ARENA_MALLOC -DTH_SANITIZED
CFLAGS_coverage := -O0 -g --coverage
CFLAGS_fuzz := -O1 -g -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined \
	-DTH_ARENA_MALLOC -DTH_SANITIZED
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
LDFLAGS_san := -fsanitize=address,undefined
LDFLAGS_coverage := --coverage
LDFLAGS_fuzz := -fsanitize=address,undefined,fuzzer
# One file is C++: what reads TOML. It is compiled by the compiler that belongs to $(CC).
CXX := $(if $(findstring clang,$(CC)),$(subst clang,clang++,$(CC)),g++)
# The one check whose run-time lies in the C++ half of clang's library, which C programs do not link.
CXXFLAGS_ALL = -std=c++17 -fno-exceptions -fno-rtti -Wall -Wextra $(if $(CI),-Werror) $(CFLAGS_$(VARIANT)) \
	$(if $(findstring clang,$(CC)),-fno-sanitize=function) -pthread $(CFLAGS)
CFLAGS_ALL = -std=c17 $(WARN) $(CFLAGS_$(VARIANT)) -pthread $(CFLAGS)
LDFLAGS_ALL = $(LDFLAGS_$(VARIANT)) -pthread -Wl,--as-needed $(LDFLAGS) $(WRAP)
VERSION := 0.1.0
RELEASED := 2026-11-30

pkg = $(shell pkg-config $(1) $(2) 2>/dev/null)
CFLAGS_base = $(call pkg,--cflags,libmd zlib libbrotlienc)
CFLAGS_source = $(call pkg,--cflags,libgit2)
CFLAGS_yaml = $(call pkg,--cflags,yaml-0.1)
CFLAGS_locale = $(call pkg,--cflags,icu-i18n icu-uc)
CFLAGS_parse = $(call pkg,--cflags,libxml-2.0)
CFLAGS_markdown = $(call pkg,--cflags,libxml-2.0 libcmark-gfm)
CFLAGS_picture = $(call pkg,--cflags,libxml-2.0)
CFLAGS_media = $(call pkg,--cflags,vips librsvg-2.0 pangocairo fontconfig libxml-2.0 libwebpmux libwebp libseccomp)
CFLAGS_edition = $(call pkg,--cflags,sqlite3)
CFLAGS_query = $(CFLAGS_edition)
CFLAGS_search = $(CFLAGS_edition)
CFLAGS_write = $(CFLAGS_edition)
CFLAGS_shelf = $(CFLAGS_edition)
CFLAGS_calendar = $(call pkg,--cflags,libical)
CFLAGS_face = $(call pkg,--cflags,libxml-2.0 libqrencode zlib libical)
CFLAGS_unit = $(CFLAGS_tests)
CFLAGS_fuzz_targets = $(CFLAGS_tests)
CFLAGS_bench = $(CFLAGS_tests)
CFLAGS_tests = $(call pkg,--cflags,cmocka jansson libxml-2.0 sqlite3 libgit2 yaml-0.1 vips pangocairo)

# libical writes calendars from numbers and texts; it is given nothing to parse.
# libqrencode: computes over bytes, parses nothing; zlib and brotli compress, and decompress nothing.
LIBS_ANSWER = $(call pkg,--libs,libmd sqlite3 libxml-2.0 libqrencode zlib libbrotlienc libical) -lstemmer
LIBS_PUBLISH = $(call pkg,--libs,libgit2 libmd yaml-0.1 icu-i18n icu-uc libxml-2.0 sqlite3 jansson libqrencode zlib libbrotlienc libical) \
	-lmarkdown -lcmark-gfm-extensions -lcmark-gfm -lstemmer -lm -lstdc++

# ---- rooms and programs -----------------------------------------------------------------------

# From the ground up, as tests/layers.py has them. ANSWER_ROOMS are linked by both programs.
ANSWER_ROOMS := base texts calendar kinds view edition search query mustache face answer pages web
PUBLISH_ROOMS := finding source yaml locale doc hub guideline parse link content markdown shell picture write shelf \
	cli publish push adopt preview report export teamhub

room_src = $(filter-out cgi/$(1)/main.c,$(wildcard cgi/$(1)/*.c cgi/$(1)/*.cc))
obj = $(patsubst %.cc,$(B)/%.o,$(patsubst %.c,$(B)/%.o,$(1)))

ANSWER_OBJ = $(call obj,$(foreach r,$(ANSWER_ROOMS),$(call room_src,$(r))))
PUBLISH_OBJ = $(call obj,$(foreach r,$(PUBLISH_ROOMS),$(call room_src,$(r))))
# The programs that `teamhub` starts when it needs them: what takes long to load, or reads what strangers made.
MEDIA_OBJ = $(call obj,$(call room_src,media) cgi/picture/wire.c)
WEBSUB_OBJ = $(call obj,$(call room_src,websub))
PROGRAMS := teamhub teamhub.fcgi teamhub-media teamhub-preview teamhub-websub
LIBS_MEDIA = $(call pkg,--libs,vips librsvg-2.0 pangocairo fontconfig libxml-2.0 libwebpmux libwebp libseccomp) -lm
LIBS_PREVIEW = $(call pkg,--libs,libmicrohttpd)
LIBS_WEBSUB = $(call pkg,--libs,libcurl)

all: $(PROGRAMS:%=$(B)/%) ## build all programs into build/ (VARIANT=release|debug|san|coverage)
ifeq ($(VARIANT),release)
all: $(PROGRAMS:%=build/%)
build/%: $(B)/%
	@ln -sfn release/$(@F) $@
endif

define link
@echo '  LINK $@'
$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(1)
endef
$(B)/teamhub.fcgi: $(call obj,$(wildcard cgi/fcgi/*.c)) $(B)/answer.a
	$(call link,$(LIBS_ANSWER) -lfcgi)
$(B)/teamhub: $(call obj,cgi/teamhub/main.c) $(B)/publish.a $(B)/answer.a
	$(call link,$(LIBS_PUBLISH))
$(B)/teamhub-media: $(call obj,cgi/media/main.c) $(MEDIA_OBJ) $(B)/answer.a
	$(call link,$(LIBS_MEDIA))
$(B)/teamhub-preview: $(call obj,cgi/preview/main.c) $(B)/publish.a $(B)/answer.a
	$(call link,$(LIBS_PUBLISH) $(LIBS_PREVIEW))
$(B)/teamhub-websub: $(call obj,cgi/websub/main.c) $(WEBSUB_OBJ) $(B)/answer.a
	$(call link,$(LIBS_ANSWER) $(LIBS_WEBSUB))
$(B)/helpers.a: $(MEDIA_OBJ) $(WEBSUB_OBJ)
$(B)/answer.a: $(ANSWER_OBJ)
$(B)/publish.a: $(PUBLISH_OBJ)
$(B)/%.a:
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(B)/%.o: %.cc | $(B)/gen/text_ids.h
	@mkdir -p $(@D)
	@echo '  CXX  $<'
	$(Q)$(CXX) $(CPPFLAGS) $(CXXFLAGS_ALL) -MMD -MP -c -o $@ $<

$(B)/%.o: %.c | $(B)/gen/text_ids.h
	@mkdir -p $(@D)
	@echo '  CC   $<'
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(CFLAGS_$(subst fuzz,fuzz_targets,$(word 2,$(subst /, ,$<)))) -MMD -MP -c -o $@ $<

# The catalogues: a language is a file, and the English one says which texts there are.
CATALOGUES = cgi/texts/en.yml $(filter-out cgi/texts/en.yml,$(sort $(wildcard cgi/texts/*.yml)))
$(B)/gen/text_ids.h $(B)/gen/catalogues.inc &: cgi/texts/catalogue.awk $(CATALOGUES)
	@mkdir -p $(@D)
	$(Q)LC_ALL=C awk -v what=ids -f cgi/texts/catalogue.awk $(CATALOGUES) > $(B)/gen/text_ids.new
	$(Q)LC_ALL=C awk -v what=tables -f cgi/texts/catalogue.awk $(CATALOGUES) > $(B)/gen/catalogues.inc
	$(Q)cmp -s $(B)/gen/text_ids.new $(B)/gen/text_ids.h || cp $(B)/gen/text_ids.new $(B)/gen/text_ids.h
$(call obj,cgi/texts/texts.c): $(B)/gen/catalogues.inc

# Files that come into a program as strings, `static const char PREFIX_name_ext[]`; $(1): PREFIX_, $(2): sed that cleans them.
define embed
@mkdir -p $(@D)
$(Q)for f in $^; do \
	echo "static const char $(1)$$(basename $$f | tr .- __)[] ="; \
	sed $(2) -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/"&\\n"/' $$f; \
	echo ';'; \
done > $@
endef
$(B)/gen/schema_sql.h: cgi/edition/schema.sql
	$(call embed,,-e 's/[[:space:]]*--.*$$//' -e '/^$$/d')
$(call obj,$(wildcard cgi/write/*.c)): | $(B)/gen/schema_sql.h

# The hooks: init-repo installs them.
$(B)/gen/hooks.h: nginx/hooks/pre-receive nginx/hooks/post-receive
	$(call embed,hook_)
$(call obj,cgi/push/cmd_init.c): | $(B)/gen/hooks.h

# Guidelines to begin with: `teamhub new guidelines` writes them.
$(B)/gen/guideline_templates.h: $(sort $(wildcard cgi/teamhub/templates/guidelines.*.md))
	$(call embed)
	$(Q)echo 'static const struct { const char *lang, *text; } templates[] = {' >> $@
	$(Q)for lang in $(patsubst cgi/teamhub/templates/guidelines.%.md,%,$^); do \
		echo "{\"$$lang\", guidelines_$$(echo $$lang | tr - _)_md},"; \
	done >> $@
	$(Q)echo '};' >> $@
$(call obj,cgi/teamhub/new_guidelines.c): | $(B)/gen/guideline_templates.h

# What a page in the preview carries.
$(B)/gen/preview_files.h: cgi/preview/preview.js cgi/preview/preview.css
	$(call embed)
$(call obj,cgi/preview/preview_page.c): | $(B)/gen/preview_files.h

# ---- tests ------------------------------------------------------------------------------------
# A unit test is tests/unit/test_NAME.c, a cmocka program linked with all rooms (or only with those that
# ROOM_ONLY="base view" names). An integration or browser test is an executable tests/*/NAME.test.* that
# exits 0, or 77 when it cannot run here and says why.

UNIT := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c))
ifdef ROOM_ONLY
TEST_LIBS = $(foreach r,$(ROOM_ONLY),$(call obj,$(call room_src,$(r))))
else
TEST_LIBS = $(B)/publish.a $(B)/helpers.a $(B)/answer.a
endif
LIBS_TEST = $(filter %.o,$^) $(filter %.a,$^) $(LIBS_PUBLISH) $(LIBS_MEDIA) $(LIBS_WEBSUB) -lfcgi -lcmocka -ljansson -lbrotlidec
$(B)/unit/%: $(B)/tests/unit/%.o $(call obj,$(wildcard tests/unit/support*.c)) $(TEST_LIBS) | $(B)/teamhub-media
	@mkdir -p $(@D)
	@echo '  LINK $@'
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $(LIBS_TEST)
$(B)/unit/test_costs: private WRAP := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
# Small programs that integration tests and benches drive.
$(B)/helper/%: $(B)/tests/integration/%.o $(TEST_LIBS)
	@mkdir -p $(@D)
	@echo '  LINK $@'
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $(LIBS_TEST)
$(B)/bench/%: $(B)/tests/bench/%.o $(TEST_LIBS)
	@mkdir -p $(@D)
	@echo '  LINK $@'
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $(LIBS_TEST)

# The programs with one more language, which no catalogue of ours is in: only texts.o differs.
PSEUDO := build/pseudo
pseudo: $(addprefix $(PSEUDO)/,teamhub teamhub.fcgi teamhub-preview) $(B)/teamhub-media ## the programs with a language that is made by machine
	@ln -sf ../release/teamhub-media $(PSEUDO)/teamhub-media
$(PSEUDO)/catalogues.inc: tests/integration/pseudo.awk cgi/texts/catalogue.awk $(CATALOGUES)
	@mkdir -p $(@D)
	$(Q)LC_ALL=C awk -f tests/integration/pseudo.awk cgi/texts/en.yml > $(@D)/el.yml
	$(Q)LC_ALL=C awk -v what=tables -f cgi/texts/catalogue.awk $(CATALOGUES) $(@D)/el.yml > $@
$(PSEUDO)/texts.o: cgi/texts/texts.c $(PSEUDO)/catalogues.inc $(B)/gen/text_ids.h
	$(Q)$(CC) -I$(@D) $(CPPFLAGS) $(CFLAGS_ALL) -c -o $@ $<
$(PSEUDO)/teamhub: $(call obj,cgi/teamhub/main.c) $(PSEUDO)/texts.o $(B)/publish.a $(B)/answer.a
	$(call link,$(LIBS_PUBLISH))
$(PSEUDO)/teamhub-preview: $(call obj,cgi/preview/main.c) $(PSEUDO)/texts.o $(B)/publish.a $(B)/answer.a
	$(call link,$(LIBS_PUBLISH) $(LIBS_PREVIEW))
$(PSEUDO)/teamhub.fcgi: $(call obj,$(wildcard cgi/fcgi/*.c)) $(PSEUDO)/texts.o $(B)/answer.a
	$(call link,$(LIBS_ANSWER) -lfcgi)

# ---- fuzzers: libFuzzer by clang (VARIANT=fuzz); the kept corpus also runs under gcc by a small driver ----

FUZZ := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
$(B)/fuzz/%: $(B)/tests/fuzz/%.o $(if $(filter fuzz,$(VARIANT)),,$(B)/tests/fuzz/driver.o) $(TEST_LIBS)
	@mkdir -p $(@D)
	@echo '  LINK $@'
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $(LIBS_TEST)

TEST_LIMIT ?= 1200
.PHONY: all pseudo install uninstall deb stats help deps deps-test deps-bench run test unit integration browser screenshots fuzz bench check-layers \
	check-format clean

test: deps-test build/hosts/eleventy/node_modules ## install what the tests need, build, and run everything
	@$(MAKE) --no-print-directory -j2 VARIANT=san CI=1 test-programs
	@$(MAKE) --no-print-directory -j2 VARIANT=release CI=1 all pseudo
	@$(MAKE) --no-print-directory -j2 VARIANT=fuzz CC=clang-$(CLANG) CI=1 fuzz-programs
	@cd tests/browser && npm ci --silent --no-audit --no-fund || { \
		echo "could not install the browser tests' packages: see what 'npm ci' says in tests/browser" >&2; exit 1; }
	@tests/run.sh build/log $(TEST_LIMIT) \
		check-format='command -v clang-format-14 >/dev/null || { echo "the format is that of clang-format 14, which this release has not"; exit 77; }; make --no-print-directory check-format' \
		check-layers='make --no-print-directory check-layers' \
		$(UNIT:%=build/san/unit/%) \
		$(foreach f,$(FUZZ),$(f)_corpus='build/san/fuzz/$(f) tests/fuzz/corpus/$(f:fuzz_%=%)') \
		$(foreach f,$(FUZZ),$(f)='make --no-print-directory fuzz ONLY=$(f) FUZZ_FLAGS=-seed=1 FUZZ_WORK=build/fuzz/test') \
		$(sort $(wildcard tests/integration/*.test.* tests/browser/*.test.*))

# Eleventy, for the careers site around the hub that two tests build with it.
build/hosts/eleventy/node_modules: tests/integration/hosts/eleventy/package-lock.json | deps-test
	@mkdir -p $(@D) && cp -r tests/integration/hosts/eleventy/. $(@D)
	@cd $(@D) && npm ci --ignore-scripts --silent --no-audit --no-fund || { \
		echo "could not install Eleventy: see what 'npm ci' says in tests/integration/hosts/eleventy" >&2; exit 1; }
	@touch $@

test-programs: all $(UNIT:%=$(B)/unit/%) $(FUZZ:%=$(B)/fuzz/%) \
	$(patsubst tests/integration/%.c,$(B)/helper/%,$(wildcard tests/integration/*.c))
fuzz-programs: $(FUZZ:%=$(B)/fuzz/%)

unit: ## build and run the unit tests alone
	@$(MAKE) --no-print-directory -j2 VARIANT=san test-programs
	@tests/run.sh build/log $(TEST_LIMIT) $(UNIT:%=build/san/unit/%)

integration: deps-test build/hosts/eleventy/node_modules ## run the integration tests alone
	@$(MAKE) --no-print-directory -j2 VARIANT=san test-programs
	@$(MAKE) --no-print-directory -j2 VARIANT=release all pseudo
	@tests/run.sh build/log $(TEST_LIMIT) $(sort $(wildcard tests/integration/*.test.*))

browser: deps-test build/hosts/eleventy/node_modules ## run the browser tests alone; TESTS="keyboard weight" names some
	@$(MAKE) --no-print-directory -j2 VARIANT=release all
	@$(MAKE) --no-print-directory -j2 VARIANT=san build/san/helper/sanitize_main
	@cd tests/browser && npm ci --silent --no-audit --no-fund
	@tests/run.sh build/log $(TEST_LIMIT) \
		$(sort $(if $(TESTS),$(TESTS:%=tests/browser/%.test.mjs),$(wildcard tests/browser/*.test.mjs)))

screenshots: deps-test ## pictures of every kind of page into build/screenshots; PAGES="start story" names some
	@$(MAKE) --no-print-directory -j2 VARIANT=release all
	@cd tests/browser && npm ci --silent --no-audit --no-fund
	@SECONDS=900 node tests/browser/screenshots.mjs $(PAGES)
	@echo "see build/screenshots/"

FUZZ_SECONDS ?= 12
ONLY ?= $(FUZZ)
# `make test` gives a seed and starts from the kept corpus, so that a run can be repeated; by hand each run
# goes on where the last one ended.
FUZZ_WORK ?= build/fuzz/work
fuzz: ## run the fuzzers, each FUZZ_SECONDS (default 12); finds stay in build/fuzz/found
	@$(MAKE) --no-print-directory -j2 VARIANT=fuzz CC=clang-$(CLANG) CI=1 fuzz-programs
	@mkdir -p build/fuzz/found
	@for f in $(ONLY); do \
		[ -z '$(FUZZ_FLAGS)' ] || rm -rf $(FUZZ_WORK)/$$f; \
		mkdir -p $(FUZZ_WORK)/$$f; \
		build/fuzz/fuzz/$$f -max_total_time=$(FUZZ_SECONDS) $(FUZZ_FLAGS) -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
			-print_final_stats=0 -verbosity=1 -artifact_prefix=build/fuzz/found/$$f- \
			$(FUZZ_WORK)/$$f tests/fuzz/corpus/$${f#fuzz_} || exit 1; \
	done

bench: deps-bench ## speed as ratios: beside Hugo, a trivial program, an earlier build (BENCH="publish serve --base COMMIT")
	@$(MAKE) --no-print-directory -j2 VARIANT=release all $(patsubst tests/bench/%.c,build/release/bench/%,$(wildcard tests/bench/*.c))
	@python3 tests/bench/bench.py $(BENCH)

check-layers: ## hold the code to the table of rooms
	@python3 tests/layers.py build/release build/release/teamhub.fcgi
	@echo "layers: every room looks down only"

SOURCES = $(shell git ls-files 'cgi/*.[ch]' 'include/*.h' 'tests/*.[ch]')
check-format: ## clang-format finds nothing to change
	@clang-format-14 --dry-run --Werror $(SOURCES)

# ---- setting up -------------------------------------------------------------------------------

SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
# Installs those of the packages in $(1) that are missing. The servers among them are not started: what we run of
# them we start ourselves.
define need
@missing=$$(for p in $(1); do dpkg-query -W -f '$${db:Status-Abbrev}' $$p 2>/dev/null | grep -q '^.i' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
		command -v apt-get >/dev/null || { echo "this is no Debian: install by hand:" $$missing >&2; exit 1; }; \
		[ -z '$(SUDO)' ] || command -v sudo >/dev/null || { \
			echo "you are not root and there is no sudo: let root run apt-get install" $$missing >&2; exit 1; }; \
		echo "installing:" $$missing; \
		still=; [ -e /usr/sbin/policy-rc.d ] || { still=1; printf '#!/bin/sh\nexit 101\n' | $(SUDO) tee /usr/sbin/policy-rc.d >/dev/null && \
			$(SUDO) chmod 755 /usr/sbin/policy-rc.d; }; \
		trap '[ -z "$$still" ] || $(SUDO) rm -f /usr/sbin/policy-rc.d' EXIT; \
		$(SUDO) apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $$missing >build/apt.log 2>&1 || \
		{ echo "could not install:" $$missing "- $$(grep -m 1 '^E:' build/apt.log || echo 'see build/apt.log')" >&2; exit 1; }; \
	fi
endef
build:
	@mkdir -p build
deps: | build ## install what building and running needs
	$(call need,$(DEB_BUILD) $(DEB_RUN))
# Debian 12 has Node 18; Chromium's driver wants 20.
NODE_PACKAGE = node-linux-$(if $(filter aarch64,$(shell uname -m)),arm64,x64)
export PATH := $(CURDIR)/build/node/bin:$(PATH)
deps-test: deps ## … and what the tests need
	$(call need,$(DEB_TEST))
	@command -v node >/dev/null && command -v npm >/dev/null || $(SUDO) apt-get install -y -qq --no-install-recommends nodejs npm >>build/apt.log 2>&1
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || { \
		echo "installing: Node 20 into build/node, for the browser tests alone"; \
		npm install --silent --no-audit --no-fund --ignore-scripts --prefix build/node $(NODE_PACKAGE)@20.20.2 && \
		ln -sfn node_modules/$(NODE_PACKAGE)/bin build/node/bin || { \
		echo "could not install Node 20: see what 'npm install --prefix build/node $(NODE_PACKAGE)@20.20.2' says" >&2; exit 1; }; }
deps-bench: deps ## … and what the benches need
	$(call need,$(DEB_BENCH))

run: deps all ## publish CONTENT (folder or repository) and show it on PORT, with THEME and WORKERS, or in a host's layout with SHELL_DEMO=hugo; Ctrl-C ends it
	@PORT='$(PORT)' CONTENT='$(CONTENT)' THEME='$(THEME)' WORKERS='$(WORKERS)' SHELL_DEMO='$(SHELL_DEMO)' exec nginx/run.sh

# ---- installing -------------------------------------------------------------------------------

prefix ?= /usr/local
sysconfdir ?= /etc
zshdir ?= $(prefix)/share/zsh/site-functions
export DESTDIR prefix sysconfdir zshdir RELEASED
install: all ## install programs, themes, man pages, units and snippets (DESTDIR= prefix=/usr/local sysconfdir=/etc); then teamhub-setup
	@BUILD=$(B) nginx/package/install.sh install
uninstall: all ## take them away again; content, editions and changed settings stay
	@BUILD=$(B) nginx/package/install.sh uninstall

DEB := build/teamhub_$(VERSION)_$(shell dpkg --print-architecture 2>/dev/null).deb
deb: all ## a Debian package, build/teamhub_VERSION_ARCH.deb, that lintian accepts
	$(call need,$(DEB_PACKAGE))
	@rm -rf build/deb && mkdir -p build/deb/teamhub && cp -r nginx/package/debian build/deb/teamhub/
	@cd build/deb/teamhub && sed -i '1s/(.*)/($(VERSION))/' debian/changelog && \
		TOP='$(CURDIR)' dpkg-buildpackage -d -b -uc >../build.log 2>&1 || { tail -n 20 ../build.log >&2; exit 1; }
	@cp build/deb/$(@:deb=$(notdir $(DEB))) $(DEB)
	@lintian --fail-on error,warning $(DEB)
	@echo $(DEB)

stats: | build ## from the access log of `make run` (or LOG=): visits, and what campaigns brought; build/stats.html
	$(call need,$(DEB_STATS))
	@nginx/stats.sh $(or $(LOG),build/run/nginx/logs/access.log) build/stats.html

clean: ## remove build/
	rm -rf build tests/browser/node_modules

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 16

.SECONDARY:

-include $(shell find $(B) -name '*.d' 2>/dev/null)
