package io.mltwin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a script in the launcher's place, which starts nothing and says what the launcher says. */
class SharedPlatformTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String LAUNCHER = """
        #!/bin/sh
        here="$(dirname "$0")"
        echo "$@ $JAVA_HOME" >>"$here/asked"
        data="$here/home/data"
        if [ -e "$here/broken" ]; then
            echo "   0.1 s  postgres is ready"
            echo "mltwin: keyvault did not start. Its log: keyvault.log" >&2
            exit 1
        fi
        mkdir -p "$data/trust" "$data/private/operator" "$here/home/leases"
        echo '{"base":"ml.localhost","portBase":9000}' >"$data/settings.json"
        echo '{"administrator":{"tenantId":"t","applicationId":"a","secret":"s"}}' >"$data/private/operator/credentials.json"
        [ ! -e "$here/ca.pem" ] || cp "$here/ca.pem" "$data/trust"
        echo "   0.2 s  mltwin is ready"
        echo "a warning" >&2
        echo "$data"
        """;

    @TempDir
    private Path home;

    private Path data;
    private Path leases;

    @BeforeEach
    void install() throws IOException {
        Path script = Files.writeString(home.resolve("mltwin"), LAUNCHER);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        data = home.resolve("home/data");
        leases = home.resolve("home/leases");
    }

    private List<Path> leases() throws IOException {
        try (Stream<Path> files = Files.list(leases)) {
            return files.toList();
        }
    }

    @Test
    void theLaunchersLastLineIsTheDataFolder() throws IOException {
        assertThat(SharedPlatform.start(new Installation(home))).isEqualTo(data);
        assertThat(Files.readString(home.resolve("asked"))).startsWith("test-platform start /");
    }

    @Test
    void aStartThatFailsSaysTheStepTheCauseAndTheLog() throws IOException {
        Files.createFile(home.resolve("broken"));

        assertThatThrownBy(() -> SharedPlatform.start(new Installation(home)))
                .isInstanceOf(MltwinException.class)
                .hasMessageStartingWith("'" + home.resolve("mltwin") + " test-platform start' failed (exit value 1): "
                        + "mltwin: keyvault did not start. Its log: keyvault.log\n")
                .satisfies(failure -> {
                    String message = failure.getMessage();
                    Path log = Path.of(message.substring(message.lastIndexOf(" /") + 1, message.length() - 1));
                    assertThat(log).content().contains("postgres is ready").contains("keyvault did not start");
                    Files.delete(log);
                });
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Program.lastLine(home.resolve("none").toString()))
                .isInstanceOf(MltwinException.class)
                .hasMessageContaining("'" + home.resolve("none") + "' could not be run");
    }

    @Test
    void aJvmHoldsOneLeaseUntilItIsKilled() throws Exception {
        Files.writeString(home.resolve("ca.pem"), ClientCertificate.make().pem());
        Process jvm = new ProcessBuilder(
                        Program.ofJdk("java"),
                        "-D" + Installation.PROPERTY + "=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        User.class.getName())
                .redirectErrorStream(true)
                .start();
        assertThat(jvm.inputReader().readLine()).isEqualTo("Mltwin[https://login.ml.localhost:9001] twice");
        assertThat(Files.readAllLines(home.resolve("asked"))).hasSize(1);
        assertThat(leases()).hasSize(1);
        assertThat(isFree(leases().get(0))).isFalse();

        jvm.destroyForcibly();

        await().atMost(PATIENCE).until(() -> isFree(leases().get(0)));
    }

    private static boolean isFree(Path lease) throws IOException {
        try (FileChannel file = FileChannel.open(lease, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            return lock != null;
        }
    }

    /** A JVM that uses the shared platform, much later collects what is unreachable, and does not end by itself. */
    static final class User {
        public static void main(String[] arguments) throws Exception {
            Mltwin shared = Mltwin.shared();
            shared.close();
            System.gc();
            System.out.println(shared + (shared == Mltwin.shared() ? " twice" : " and another"));
            Thread.sleep(Duration.ofHours(1).toMillis());
        }
    }

    @Test
    void aPlatformThatDoesNotEndByItselfNeedsNoLease() {
        assertThat(SharedPlatform.lease(home.resolve("up"))).isEmpty();
    }

    @Test
    void aDistributionOnTheClassPathUnpacksItself() throws Exception {
        Path file = home.resolve("distribution.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Unpacker.class.getName());
        String name = Unpacker.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new JarEntry("mltwin-distribution.json"));
            jar.putNextEntry(new JarEntry(name));
            jar.write(getClass().getClassLoader().getResourceAsStream(name).readAllBytes());
        }

        try (URLClassLoader loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, null)) {
            assertThat(Installation.distribution(loader).map(Installation::at)).contains(new Installation(home));
        }
    }

    @Test
    void withoutADistributionOnTheClassPathThereIsNone() {
        assertThat(Installation.distribution(getClass().getClassLoader())).isEmpty();
    }

    /** Prints the folder that its own file lies in. */
    public static final class Unpacker {
        public static void main(String[] arguments) throws Exception {
            System.out.println(Path.of(Unpacker.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getParent());
        }
    }
}
