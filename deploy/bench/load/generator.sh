# Read with `source`: compiles the load generators, and runs one against a platform whose variables (mltwin env) are set.

java_home="${JAVA_HOME:+$JAVA_HOME/bin/}"

# compile_generators CHECKOUT FOLDER: with the cryptography and TLS of that checkout's services.
compile_generators() {
    # its manifest names the libraries in its folder
    libraries="$1/identity-service/target/identity-service-runner.jar"
    classes="$2"
    "${java_home}javac" -cp "$libraries" -d "$classes" "$(dirname -- "${BASH_SOURCE[0]}")"/*.java
}

# generate GENERATOR PORT_BASE DATA_FOLDER SECONDS [ARGUMENT…]; JVM_OPTIONS may hold further options.
generate() {
    printf '%s' "$MLTWIN_OWNER_CLIENT_SECRET" |
        "${java_home}java" -Xmx256m -XX:+UseSerialGC -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
            ${JVM_OPTIONS:-} -cp "$classes:$libraries" "$@"
}

# measure_crypto: what the services' cryptography signs and encrypts per second, with the compiler that services have.
measure_crypto() {
    "${java_home}java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$classes:$libraries" CryptoBench
}
