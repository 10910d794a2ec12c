package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mltwin.node.job.RunFolder;
import io.mltwin.node.run.ManagementCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * TRN-15, TRN-16: a node of managed compute writes the management code of its run to the user's
 * file share, and the run's container starts with what lies there.
 */
class ManagementShareTest {

    private static final String CODE = "azureml/run1/azureml-setup/run.sh";
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private NodeUnderTest node;
    private FakePlatform platform;

    @BeforeEach
    void startPlatform() throws Exception {
        node = new NodeUnderTest(folder);
        platform = node.platform;
    }

    @AfterEach
    void stopPlatform() throws Exception {
        platform.fileStore.stuck = false;
        node.close();
    }

    private void submit(String command) throws Exception {
        platform.submit("run1", "bash", null, Map.of("a", ""), List.of("-c", command), null);
    }

    @Test
    void theInitialCommandIsTheProgramOnTheShare() throws Exception {
        // Given
        submit("test \"$PWD\" = \"$AZ_BATCH_TASK_WORKING_DIR\" && echo user command");

        // When
        node.runUntilReleased();

        // Then
        assertThat(platform.told()).as("%s", platform.statuses).endsWith("Completed");
        assertThat(platform.fileStore.files).containsOnlyKeys(CODE);
        assertThat(platform.fileStore.text(CODE))
                .startsWith("#!/bin/sh\n")
                .contains("Management code of the run run1", "exec \"$@\"")
                .doesNotContain(FakePlatform.RUN_TOKEN, "user command");
        assertThat(node.log())
                .containsSubsequence(
                        "Wrote the management code to the file share filestore1: " + CODE,
                        "run the command",
                        "Starting the container with the initial command /bin/sh filestore1/" + CODE,
                        "user command");
        assertThat(platform.text(NodeUnderTest.OUTPUT + "system_logs/lifecycler/lifecycler.log"))
                .contains("initial command");
        assertThat(platform.text(NodeUnderTest.OUTPUT + "user_logs/std_log.txt"))
                .isEqualTo("user command\n");
    }

    /** Two directories, a file, its content, and the way back; the share's first directory once. */
    @Test
    void aWarmNodeTakesFiveCallsOfTheFileService() throws Exception {
        submit("true");
        node.start();
        await().atMost(NodeUnderTest.LONG).until(() -> platform.told().contains("Completed"));
        int first = platform.fileStore.calls.getAndSet(0);

        platform.submit("run2", "bash", null, Map.of("a", ""), List.of("-c", "true"), null);
        platform.released = true;
        await().atMost(NodeUnderTest.LONG).until(() -> Collections.frequency(platform.told(), "Completed") == 2);

        assertThat(first).isEqualTo(7);
        assertThat(platform.fileStore.calls).hasValue(5);
        assertThat(platform.fileStoreAsked).hasValue(1);
        assertThat(platform.fileStore.files).hasSize(2);
    }

    @Test
    void accessThatTheShareRefusesIsNotKept() throws Exception {
        submit("true");
        node.start();
        await().atMost(NodeUnderTest.LONG).until(() -> platform.told().contains("Completed"));
        platform.fileStore.signature = "newer";

        platform.submit("run2", "bash", null, Map.of("a", ""), List.of("-c", "true"), null);
        platform.released = true;
        await().atMost(NodeUnderTest.LONG).until(() -> Collections.frequency(platform.told(), "Completed") == 2);

        assertThat(platform.fileStoreAsked).hasValue(2);
    }

    @Test
    void theScriptCannotChangeIt() throws Exception {
        submit("cd ../run1.mnt/workspacefilestore/azureml/run1/azureml-setup && cat run.sh"
                + " && ! echo x 2>/dev/null >>run.sh");

        node.runUntilReleased();

        assertThat(platform.told()).as("%s", node.log()).endsWith("Completed");
        assertThat(node.log()).contains("Management code of the run run1");
    }

    @Test
    void aProgramThatSomebodyChangedOnTheShareIsNotStarted() throws Exception {
        // Given
        platform.fileStore.changed = "echo of somebody";
        submit("echo user command");

        // When
        node.runUntilReleased();

        // Then
        assertThat(platform.told()).containsExactly("Preparing", "Finalizing", "Failed");
        assertThat(node.error("code")).isEqualTo("UserError");
        assertThat(node.error("message")).contains("somebody has changed " + CODE, "filestore1");
        assertThat(node.log()).doesNotContain("of somebody\n", "user command");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0   | 403 | UserError | refused with 403  | let resyncKeys of the workspace restore keys and roles",
                "0   | 404 | UserError | refused with 404  | Make the file share again",
                "502 | 0   | UserError | the vault refuses | resyncKeys restores it"
            })
    void aRunWhoseShareIsClosedFailsWhilePreparing(int access, int share, String code, String cause, String remedy)
            throws Exception {
        // Given
        platform.fileStoreRefusal = access;
        platform.fileStore.refusal = share;
        submit("echo user command");

        // When
        node.runUntilReleased();

        // Then
        assertThat(platform.told()).containsExactly("Preparing", "Finalizing", "Failed");
        assertThat(node.error("code")).isEqualTo(code);
        assertThat(node.error("message"))
                .contains(
                        "The management code of the run cannot be written to the file share" + " filestore1",
                        cause,
                        remedy);
        assertThat(node.log()).doesNotContain("user command");
    }

    @Test
    void aRunThatIsCanceledWhileTheShareDoesNotAnswerHasEndedSoon() throws Exception {
        platform.fileStore.stuck = true;
        submit("true");
        node.start();
        await().atMost(NodeUnderTest.LONG).until(() -> platform.fileStore.calls.get() > 0);

        platform.cancel = true;

        await().atMost(SOON).until(() -> platform.told().contains("Canceled"));
        assertThat(platform.told()).containsExactly("Preparing", "Canceled");
    }

    /** HBI-09 */
    @Test
    void inHighImpactTheKeyIsFetchedFromTheVault() throws Exception {
        // Given
        platform.fileStoreSecret = Map.of(
                "url",
                platform.url(),
                "host",
                FakeDatastore.VAULT_HOST,
                "secret",
                "aml-w-storage-connection",
                "kind",
                "Sas",
                "service",
                "file");
        platform.data.secrets.put("aml-w-storage-connection", "FileEndpoint=https://a/;SharedAccessSignature=sig=new");
        submit("true");

        // When
        node.runUntilReleased();

        // Then
        assertThat(platform.told()).endsWith("Completed");
        assertThat(platform.data.fetched).containsExactly("aml-w-storage-connection");
        assertThat(platform.fileStore.files).containsOnlyKeys(CODE);
        assertThat(node.log()).doesNotContain("sig=");
    }

    @Test
    void aVaultThatRefusesTheKeyFailsTheRun() throws Exception {
        platform.fileStoreSecret = Map.of(
                "url",
                platform.url(),
                "host",
                FakeDatastore.VAULT_HOST,
                "secret",
                "aml-w-storage-connection",
                "kind",
                "AccountKey",
                "service",
                "file");
        submit("true");

        node.runUntilReleased();

        assertThat(platform.told()).containsExactly("Preparing", "Finalizing", "Failed");
        assertThat(node.error("message"))
                .contains("the key vault refuses the secret aml-w-storage-connection", "firewall");
    }

    @Test
    void aDiskWithoutRoomForItSaysSo() throws Exception {
        RunFolder run = RunFolder.create(folder, "run1");
        Files.writeString(run.mount(), "in the way");
        ManagementCode code = new ManagementCode(CODE, "/bin/sh", "true");

        assertThatThrownBy(() -> code.mount(run, "true".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }
}
