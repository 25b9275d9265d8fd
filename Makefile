# What a person does here, one command each. Maven is the engine.
CONF ?= application.conf
MVN := ./mvnw -B -q

# Make hands the newest file down, so a start after a build needs no Maven.
SOURCES := $(shell find protocol room-actor store gateway swing-client bench -path '*/target' -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f -print) pom.xml
BUILT := gateway/target/.built

.PHONY: help build gateway client cluster test chaos failover scale soak bench bench-growth bench-jmh bench-store package package-test reproduce dependencies check format clean

help:
	@echo "make gateway [CONF=file]  start the chat server"
	@echo "make client               open the desktop client"
	@echo "make cluster [CONF=file]  start three gateways that are one chat, on this computer"
	@echo "make test                 run all tests"
	@echo "make chaos                kill gateways, alone and in a cluster, while people talk"
	@echo "make failover             measure how long rooms are silent when a gateway dies or leaves"
	@echo "make scale                measure what a delivery costs on one, two and three gateways"
	@echo "make soak                 attack the gateway for ten minutes while people talk"
	@echo "make bench [RUNS=5]       measure what a delivery, a connection and a join cost"
	@echo "make bench-growth         draw how that grows with members, rooms and sizes"
	@echo "make bench-jmh            measure the codec and a room's fan-out alone"
	@echo "make bench-store          measure the database"
	@echo "make package              make what people install: .deb, images with their own Java, a zip"
	@echo "make package-test         install, use, upgrade and remove what that has made"
	@echo "make reproduce            see whether the same sources make the same packages"
	@echo "make dependencies         list the libraries that have newer versions"
	@echo "make check                see whether the sources are formatted"
	@echo "make format               format them"
	@echo "make build                build what bin/parlor-gateway and bin/parlor-client start"
	@echo "make clean                remove what was built"

build: $(BUILT)

$(BUILT): $(SOURCES)
	@echo "Building Parlor (the first time this fetches what it needs, a few minutes)"
	@$(MVN) -pl gateway,swing-client,bench -am -DskipTests package
	@bin/prepare-start
	@touch $@

gateway: build
	@exec bin/parlor-gateway --config $(CONF)

client: build
	@exec bin/parlor-client $(ARGS)

cluster: build
	@exec bin/parlor-cluster --config $(CONF)

test:
	@bin/need pg_lsclusters=postgresql chromium=chromium
	@bin/with-display ./mvnw -B verify

# Three kills and three faults of a cluster are in "make test"; this is the long run, printing what it
# counted.
chaos:
	@bin/need pg_lsclusters=postgresql
	@./mvnw -B -pl gateway -am test -Dtest='ChaosTest,ClusterChaosTest' -Dsurefire.failIfNoSpecifiedTests=false -Dchaos.kills=20 -Dchaos.faults=60

# Ten kills and ten leaves of the oldest node and of another, then ten minutes at full load.
failover:
	@bin/need pg_lsclusters=postgresql
	@./mvnw -B -pl gateway -am test -Dtest=Failover -Dsurefire.failIfNoSpecifiedTests=false

# What a delivery costs and what crosses between gateways, and ten thousand who come at once; then what
# rooms cost that were used once: docs/scale.md.
scale:
	@bin/need pg_lsclusters=postgresql
	@./mvnw -B -pl gateway -am test -Dtest='Scale,QuietRoomsTest,StormTest' -Dsurefire.failIfNoSpecifiedTests=false \
	  -Drooms.used=100000 -Drooms.members=10000 -Drooms.print=true -Dtest.jvm.args=-Xmx4g

# Each attack is in "make test" once; this repeats them for ten minutes.
soak:
	@./mvnw -B -pl gateway -am test -Dtest='AttackTest,AttackInsideTest' -Dsurefire.failIfNoSpecifiedTests=false -Dattack.seconds=40

# Into target/packages, for this computer's system. docs/operations.md says what for.
package:
	@bin/need dpkg-deb=dpkg xwininfo=x11-utils objcopy=binutils
	@bin/with-display bin/package

# As root they are installed, else unpacked.
package-test:
	@bin/need dpkg-deb=dpkg xdotool=xdotool unzip=unzip desktop-file-validate=desktop-file-utils
	@bin/with-display ./mvnw -B -pl deploy -am test -Dtest=Packages -Dsurefire.failIfNoSpecifiedTests=false

# After "make package", from what is committed.
reproduce:
	@bin/need unzip=unzip
	@bin/reproduce

# What is newer than what is used; decision 0009 judges it.
dependencies:
	@./mvnw -B org.codehaus.mojo:versions-maven-plugin:2.21.0:display-property-updates

# docs/performance.md says what is measured. BENCH takes more: BENCH="A --tls on --seconds 5".
RUNS ?= 5
BENCH ?=

bench: build
	@bin/parlor-bench $(BENCH) --runs $(RUNS)

bench-growth: build
	@bin/parlor-bench growth $(BENCH) --runs 1

# JMH's own options: BENCH="FanOut -f 1".
bench-jmh:
	@$(MVN) -pl bench/jmh -am -DskipTests package
	@$$(bin/java-home)/bin/java --enable-native-access=ALL-UNNAMED \
	  -cp "bench/jmh/target/classes:bench/jmh/target/lib/*" org.openjdk.jmh.Main $(BENCH)

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
