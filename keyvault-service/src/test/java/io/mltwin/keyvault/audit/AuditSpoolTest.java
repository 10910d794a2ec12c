package io.mltwin.keyvault.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSpoolTest {

    @TempDir Path folder;

    private static byte[] line(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatAProcessLeftBehindIsThereForTheNextAndIsNotAppendedTo() throws IOException {
        // never closed, as after a kill
        AuditSpool killed = new AuditSpool(folder);
        killed.append(line("one"));
        killed.append(line("two"));

        AuditSpool next = new AuditSpool(folder);
        next.append(line("three"));

        assertThat(next.closed()).hasSize(2);
        assertThat(Files.readAllLines(next.closed().get(0))).containsExactly("one", "two");
        assertThat(Files.readAllLines(next.closed().get(1))).containsExactly("three");
        next.append(line("four"));
        assertThat(next.closed()).hasSize(3);
    }

    @Test
    void isEmptyWhenAllIsShippedOrForgotten() throws IOException {
        AuditSpool spool = new AuditSpool(folder);
        assertThat(spool.isEmpty()).isTrue();
        spool.append(line("one"));
        assertThat(spool.isEmpty()).isFalse();
        spool.clear();
        assertThat(spool.isEmpty()).isTrue();
        assertThat(spool.closed()).isEmpty();
    }
}
