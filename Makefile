# Two commands: `make demo` draws a map of an example, `make test` runs every test. Each installs what
# is missing, configures, builds and runs; a second run does only what is left to do.

BUILD ?= build
MESON_FLAGS ?=

.PHONY: all demo test long fuzz format bench gallery golden geodata packages install clean

all: $(BUILD)/build.ninja
	ninja -C $(BUILD)

packages:
	@sh tools/packages.sh

$(BUILD)/build.ninja: | packages
	meson setup $(BUILD) $(MESON_FLAGS)

demo: all
	@sh tools/demo.sh $(BUILD)

test: all
	@sh tools/run_tests.sh $(BUILD) unit cli data

# The long checks: sanitizers, valgrind, both compilers, accuracy of the borders, large indexes.
long: all
	@sh tools/long.sh $(BUILD)

# The long checks, and each parser under libFuzzer for a minute. Seeds are replayed by `make test`.
fuzz: all
	@YAQUT_FUZZ_SECONDS=$${YAQUT_FUZZ_SECONDS:-60} sh tools/long.sh $(BUILD)

# Lays out the C files as .clang-format says; `make long` fails where one is not.
format:
	clang-format-14 -i $$(git ls-files '*.c' '*.h')

bench: all
	@sh tests/bench/run.sh $(BUILD)

gallery: all
	@sh docs/gallery/run.sh $(BUILD)

# Writes the expected layouts and pictures of tests/golden anew; read the difference.
golden: all
	@python3 tests/golden/run.py $(BUILD)/yaqut --refresh

# Makes the tables of geodata/ again from the packages they come from (needs the network).
geodata:
	sh geodata/make/all.sh $${YAQUT_CACHE:-.cache/geodata}

install: all
	meson install -C $(BUILD)

clean:
	rm -rf $(BUILD)
