# What a person does here, one command each. Maven is the engine.
CONF ?= application.conf
MVN := ./mvnw -B -q

# Make hands the newest file down, so a start after a build needs no Maven.
SOURCES := $(shell find protocol room-actor gateway swing-client -path '*/target' -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f -print) pom.xml
BUILT := gateway/target/.built

.PHONY: help build gateway client test check format clean

help:
	@echo "make gateway [CONF=file]  start the chat server"
	@echo "make client               open the desktop client"
	@echo "make test                 run all tests"
	@echo "make check                see whether the sources are formatted"
	@echo "make format               format them"
	@echo "make build                build what bin/parlor-gateway and bin/parlor-client start"
	@echo "make clean                remove what was built"

build: $(BUILT)

$(BUILT): $(SOURCES)
	@echo "Building Parlor (the first time this fetches what it needs, a few minutes)"
	@$(MVN) -DskipTests package
	@touch $@

gateway: build
	@exec bin/parlor-gateway --config $(CONF)

client: build
	@exec bin/parlor-client $(ARGS)

test:
	@bin/with-display ./mvnw -B verify

check:
	@$(MVN) spotless:check && echo "All sources are formatted."

format:
	@$(MVN) spotless:apply

clean:
	@$(MVN) clean
