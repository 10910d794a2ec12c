package io.mltwin.compute.attachedmachines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as a machine's shell executes them. */
class AuthorizedKeysTest {

    private static final String OURS = "ecdsa-sha2-nistp256 AAAA+/= azureml:w/vm";

    @TempDir
    Path home;

    private int run(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write((OURS + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            // a command that has nothing to remove reads nothing
        }
        return process.waitFor();
    }

    private Path file() {
        return home.resolve(".ssh/authorized_keys");
    }

    private void given(String text) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), text.replace("|", "\n"));
    }

    private String text() throws IOException {
        return Files.readString(file()).replace("\n", "|");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "none",
            value = {
                "none; OURS|",
                "''; OURS|",
                "'ssh-rsa B me|'; ssh-rsa B me|OURS|",
                "'ssh-rsa B me'; ssh-rsa B me|OURS|",
                "'OURS|'; OURS|",
                "'# a comment||OURS|ssh-rsa B me|'; # a comment||OURS|ssh-rsa B me|",
                "'OURS-2|'; OURS-2|OURS|"
            })
    void aKeyIsAddedOnceAndTheRestStays(String before, String after) throws Exception {
        if (before != null) {
            given(before.replace("OURS", OURS));
        }

        assertThat(run(AuthorizedKeys.ADD)).isZero();
        assertThat(run(AuthorizedKeys.ADD)).isZero();

        assertThat(text()).isEqualTo(after.replace("OURS", OURS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'OURS|'; ''",
                "'ssh-rsa B me|OURS|ssh-rsa C|'; ssh-rsa B me|ssh-rsa C|",
                "'ssh-rsa B me|'; ssh-rsa B me|",
                "'OURS-2|x OURS|'; OURS-2|x OURS|",
                "''; ''"
            })
    void aKeyIsRemovedAndTheRestStays(String before, String after) throws Exception {
        given(before.replace("OURS", OURS));

        assertThat(run(AuthorizedKeys.REMOVE)).isZero();
        assertThat(run(AuthorizedKeys.REMOVE)).isZero();

        assertThat(text()).isEqualTo(after.replace("OURS", OURS));
        assertThat(Files.list(file().getParent())).containsExactly(file());
    }

    @Test
    void whereNoFileIsNoneIsRemovedAndANewOneIsTheAccountsAlone() throws Exception {
        assertThat(run(AuthorizedKeys.REMOVE)).isZero();
        assertThat(file()).doesNotExist();

        assertThat(run(AuthorizedKeys.ADD)).isZero();

        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(file().getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void theModeOfAFileThatIsThereStays() throws Exception {
        given("ssh-rsa B me|");
        Set<?> mode = Files.getPosixFilePermissions(
                Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--")));

        run(AuthorizedKeys.ADD);
        run(AuthorizedKeys.REMOVE);

        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(mode);
    }
}
