# What a person does here, one command each. Maven is the engine.
CONF ?= application.conf
MVN := ./mvnw -B -q

# Make hands the newest file down, so a start after a build needs no Maven.
SOURCES := $(shell find protocol room-actor store gateway swing-client -path '*/target' -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f -print) pom.xml
BUILT := gateway/target/.built

.PHONY: help build gateway client test chaos soak bench-store dependencies check format clean

help:
	@echo "make gateway [CONF=file]  start the chat server"
	@echo "make client               open the desktop client"
	@echo "make test                 run all tests"
	@echo "make chaos                kill the gateway twenty times while people talk"
	@echo "make soak                 attack the gateway for ten minutes while people talk"
	@echo "make bench-store          measure the database"
	@echo "make dependencies         list the libraries that have newer versions"
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
	@bin/need pg_lsclusters=postgresql chromium=chromium
	@bin/with-display ./mvnw -B verify

# Three kills are in "make test"; this is the long run, printing what it counted.
chaos:
	@bin/need pg_lsclusters=postgresql
	@./mvnw -B -pl gateway -am test -Dtest=ChaosTest -Dsurefire.failIfNoSpecifiedTests=false -Dchaos.kills=20

# Each attack is in "make test" once; this repeats them for ten minutes.
soak:
	@./mvnw -B -pl gateway -am test -Dtest=AttackTest -Dsurefire.failIfNoSpecifiedTests=false -Dattack.seconds=100

# What is newer than what is used; decision 0009 judges it.
dependencies:
	@./mvnw -B org.codehaus.mojo:versions-maven-plugin:2.21.0:display-property-updates

# What a stored message costs, and how long a search among a million takes.
bench-store:
	@bin/need pg_lsclusters=postgresql
	@./mvnw -B -q -pl store -am test-compile
	@./mvnw -B -q -pl store -am test -Dtest=StoreBenchmark -Dsurefire.failIfNoSpecifiedTests=false

check:
	@$(MVN) spotless:check && echo "All sources are formatted."

format:
	@$(MVN) spotless:apply

clean:
	@$(MVN) clean
