# DEW appliance. `make` alone lists what there is; packaging/ holds the scripts behind the targets.
.DEFAULT_GOAL := help
.PHONY: help run test soak bench build publish fmt clean deps

DEV_DIR ?= artifacts/dev

help: ## this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: deps publish ## start a development appliance, show the main job on a real file, then serve (ONCE=1: stop after it)
	@packaging/run-dev.sh "$(DEV_DIR)"

test: deps ## build everything and run every suite; the last line counts them
	@packaging/run-tests.sh

soak: deps ## the crash, fuzz and store tests at full length (200 kills each, a million requests); a quarter of an hour
	@DEW_CRASH_KILLS=$${DEW_CRASH_KILLS:-200} DEW_FUZZ_REQUESTS=$${DEW_FUZZ_REQUESTS:-1000000} packaging/run-tests.sh Dew.Integration.Tests Dew.Storage.Tests

bench: deps publish ## start-up, memory and data keys a second, as ratios
	@tests/Dew.Benchmarks/run.sh

build: deps ## compile everything
	@dotnet build DewAppliance.sln -c Release -v q --nologo

publish: deps ## native binaries with their libraries in artifacts/bin/ (only when sources changed)
	@packaging/publish.sh

fmt: deps ## bring all C# sources into the form of .editorconfig
	@dotnet format DewAppliance.sln

clean: ## remove everything built, the development appliance of `make run` included
	@rm -rf artifacts

deps:
	@packaging/install-build-deps.sh
