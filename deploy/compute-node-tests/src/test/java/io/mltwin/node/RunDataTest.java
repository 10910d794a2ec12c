package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.node.data.RunData;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.JobBodyBuilder;
import io.mltwin.node.job.RunFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The data references of a run on a node: what the script finds, and what goes back. */
class RunDataTest {

    private static final String OUTPUT = NodeUnderTest.OUTPUT;

    @TempDir
    Path folder;

    private DataRun data;
    private FakePlatform platform;

    @BeforeEach
    void startPlatform() throws Exception {
        data = new DataRun(folder);
        platform = data.platform();
    }

    @AfterEach
    void stopPlatform() throws Exception {
        data.close();
    }

    private static Map<String, Object> reference(
            String name, String mode, String path, String place, boolean overwrite) {
        return Map.of(
                "name",
                name,
                "datastore",
                "store1",
                "mode",
                mode,
                "path",
                path,
                "folder",
                place,
                "overwrite",
                overwrite);
    }

    @Test
    void aFolderIsDownloadedWithAllPages() throws Exception {
        platform.dataReferences = List.of(reference("d", "DOWNLOAD", "train", "in", false));

        assertThat(data.run(
                        "cd $AZUREML_DATAREFERENCE_d && cat a.csv deep/b.csv 'c d.csv' && pwd && find . -type f | wc -l"
                                + " && echo changed > a.csv"))
                .isEqualTo("Completed");

        assertThat(data.log()).contains("1,234", "/run1/in/train\n3\n");
        assertThat(data.stored("train/a.csv"))
                .as("a download is not written back")
                .isEqualTo("1,2");
    }

    @Test
    void aBlobIsAFile() throws Exception {
        platform.dataReferences = List.of(reference("d", "MOUNT", "train/a.csv", "mounts/d", false));

        assertThat(data.run("cat $AZUREML_DATAREFERENCE_d")).isEqualTo("Completed");

        assertThat(data.log()).contains("1,2");
    }

    @Test
    void filesWrittenUnderAMountGoBackAlsoWhenTheScriptFails() throws Exception {
        platform.dataReferences = List.of(reference("d", "MOUNT", "train", "mounts/d", false));

        assertThat(data.run("cd $AZUREML_DATAREFERENCE_d && echo -n new > deep/n && echo -n 9,9 > a.csv; exit 3"))
                .isEqualTo("Failed");

        assertThat(data.stored("train/deep/n")).isEqualTo("new");
        assertThat(data.stored("train/a.csv")).isEqualTo("9,9");
        assertThat(data.stored("train/deep/b.csv")).isEqualTo("3");
        assertThat(data.log()).contains("Wrote train/a.csv").doesNotContain("Wrote train/deep/b.csv");
    }

    @Test
    void anUploadGoesWhereThePathSays() throws Exception {
        platform.dataReferences = List.of(reference("u", "UPLOAD", "out/x", "u", false));

        assertThat(data.run("echo -n made > $AZUREML_DATAREFERENCE_u/m")).isEqualTo("Completed");

        assertThat(data.stored("out/x/m")).isEqualTo("made");
    }

    @Test
    void anUploadThatMayNotOverwriteFailsTheRun() throws Exception {
        data.put("out/m", "old");
        platform.dataReferences = List.of(reference("u", "UPLOAD", "out", "u", false));

        assertThat(data.run("echo -n made > $AZUREML_DATAREFERENCE_u/m")).isEqualTo("Failed");

        assertThat(data.stored("out/m")).isEqualTo("old");
    }

    @Test
    void anUploadOverwritesWhereItMay() throws Exception {
        data.put("out/m", "old");
        platform.dataReferences = List.of(reference("u", "UPLOAD", "out", "u", true));

        assertThat(data.run("echo -n made > $AZUREML_DATAREFERENCE_u/m")).isEqualTo("Completed");

        assertThat(data.stored("out/m")).isEqualTo("made");
    }

    /** As after a key was regenerated and the datastore updated: what is given then opens it. */
    @Test
    void expiredAccessIsAskedForAgain() throws Exception {
        platform.data.given.clear();
        platform.data.given.addAll(List.of("sig=old", "sig=new"));
        platform.data.signature = "sig=old";
        platform.dataReferences = List.of(reference("d", "MOUNT", "train", "d", false));
        CompletableFuture<Void> regenerated = CompletableFuture.runAsync(() -> {
            await().atMost(Duration.ofSeconds(60)).until(() -> platform.told().contains("Running"));
            platform.data.signature = "sig=new";
        });

        assertThat(data.run("sleep 2; echo -n late > $AZUREML_DATAREFERENCE_d/late"))
                .isEqualTo("Completed");

        regenerated.join();
        assertThat(platform.data.opened).containsExactly("reference=d", "reference=d");
        assertThat(data.stored("train/late")).isEqualTo("late");
    }

    private void nameSecret(String kind) {
        platform.data.secret = Map.of(
                "url",
                platform.url(),
                "host",
                FakeDatastore.VAULT_HOST,
                "secret",
                "aml-w-datastore-d",
                "kind",
                kind,
                "account",
                "account",
                "container",
                "data",
                "permissions",
                "rl",
                "expiry",
                "2030-01-01T00:00:00Z");
    }

    /** HBI-09: what the node is sent names the secret, which it fetches from the vault itself. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sas | BlobEndpoint=https://a/;SharedAccessSignature=sv=1&sig=new | sig=new",
                "AccountKey | AccountName=account;AccountKey=a2V5;EndpointSuffix=core | sp=rl&se=2030-01-01T00:00:00Z"
            })
    void aSecretIsFetchedFromTheVault(String kind, String secret, String signature) throws Exception {
        nameSecret(kind);
        platform.data.secrets.put("aml-w-datastore-d", secret);
        platform.data.signature = signature;
        platform.dataReferences = List.of(reference("d", "DOWNLOAD", "train", "d", false));

        assertThat(data.run("cat $AZUREML_DATAREFERENCE_d/a.csv")).isEqualTo("Completed");

        assertThat(platform.data.fetched).containsExactly("aml-w-datastore-d");
        assertThat(data.log()).contains("1,2").doesNotContain("sig=", "a2V5");
    }

    /**
     * HBI-09, SEC-01: a service principal's secret is fetched too, and gets a token of Azure AD.
     */
    @ParameterizedTest
    @CsvSource({"right, Completed, 0", "wrong, Failed, 1"})
    void aServicePrincipalsSecretGetsAToken(String value, String status, int refused) throws Exception {
        // Given
        platform.data.principalToken = "of-the-principal";
        platform.data.secret = Map.of(
                "url",
                platform.url(),
                "host",
                FakeDatastore.VAULT_HOST,
                "secret",
                "aml-w-datastore-d",
                "kind",
                "ServicePrincipal",
                "principal",
                Map.of(
                        "url",
                        platform.url() + "/tenant1/oauth2/v2.0/token",
                        "clientId",
                        "client1",
                        "resource",
                        "https://storage.azure.com"));
        platform.data.secrets.put("aml-w-datastore-d", value);
        platform.dataReferences = List.of(reference("d", "DOWNLOAD", "train", "d", false));

        // When
        String end = data.run("cat $AZUREML_DATAREFERENCE_d/a.csv");

        // Then
        assertThat(end).isEqualTo(status);
        assertThat(platform.data.principals)
                .containsExactly("grant_type=client_credentials&client_id=client1&client_secret="
                        + value
                        + "&scope=https%3A%2F%2Fstorage.azure.com%2F.default");
        if (refused == 0) {
            assertThat(data.log()).contains("1,2").doesNotContain("of-the-principal");
        } else {
            assertThat(data.log()).contains("Azure AD refuses the service principal client1", "AADSTS7000215");
        }
    }

    /** SEC-01: a datastore of a file share. */
    @Test
    void aShareIsReadAndWritten() throws Exception {
        // Given
        platform.isShare = true;
        platform.share.put("train/a.csv", "1,2");
        platform.share.put("train/deep/b c.csv", "3");
        platform.share.put("trainer/no.csv", "no");
        platform.dataReferences = List.of(reference("d", "MOUNT", "train", "d", false));

        // When
        String end =
                data.run("cd $AZUREML_DATAREFERENCE_d; find . -type f | sort; mkdir -p new/x; echo w > new/x/w.txt;"
                        + " : > new/empty; head -c 5000000 /dev/zero > large");

        // Then
        assertThat(data.log()).contains("./a.csv\n./deep/b c.csv\n").doesNotContain("no.csv");
        assertThat(end).isEqualTo("Completed");
        assertThat(platform.share.text("train/new/x/w.txt")).isEqualTo("w\n");
        assertThat(platform.share.files.get("train/new/empty")).isEmpty();
        assertThat(platform.share.files.get("train/large")).hasSize(5_000_000);
    }

    @ParameterizedTest
    @CsvSource({"train/a.csv, 1, Completed", "train/none, 0, Failed", "none, 0, Failed"})
    void aFileOfAShareIsFetchedAloneAndWhatIsNotThereFails(String path, int count, String ended) throws Exception {
        // Given
        platform.isShare = true;
        platform.share.put("train/a.csv", "1,2");
        platform.share.put("train/b.csv", "3");
        platform.dataReferences = List.of(reference("d", "DOWNLOAD", path, "d", false));

        // When
        String end = data.run("cat $AZUREML_DATAREFERENCE_d");

        // Then
        assertThat(end).isEqualTo(ended);
        assertThat(data.log()).contains(count == 1 ? "The data reference 'd': 1 files" : "has nothing at " + path);
    }

    @Test
    void anUploadToAShareLeavesAFileThatIsThere() throws Exception {
        // Given
        platform.isShare = true;
        platform.share.put("out/a.txt", "old");
        platform.dataReferences = List.of(reference("d", "UPLOAD", "out", "d", false));

        // When
        String end = data.run("echo new > $AZUREML_DATAREFERENCE_d/a.txt");

        // Then
        assertThat(end).isEqualTo("Failed");
        assertThat(data.log()).contains("cannot be written", "the file is there");
        assertThat(platform.share.text("out/a.txt")).isEqualTo("old");
    }

    @Test
    void aRunWhoseSecretIsDisabledFailsWithTheVaultsReason() throws Exception {
        nameSecret("AccountKey");
        platform.dataReferences = List.of(reference("d", "DOWNLOAD", "train", "d", false));

        assertThat(data.run("echo begun > outputs/begun")).isEqualTo("Failed");

        assertThat(platform.blobs).doesNotContainKey(OUTPUT + "outputs/begun");
        assertThat(data.log())
                .contains(
                        "The data reference 'd' cannot be read",
                        "refuses the secret aml-w-datastore-d",
                        "not allowed on a disabled secret");
    }

    @ParameterizedTest
    @CsvSource({
        "AuthenticationFailed, resyncKeys of the workspace takes the new one",
        "KeyBasedAuthenticationNotPermitted, set systemDatastoresAuthMode of the workspace to identity",
        "AuthorizationPermissionMismatch, 403"
    })
    void aRunWhoseDataIsRefusedFailsAndItsScriptNeverBegins(String refusal, String remedy) throws Exception {
        platform.data.signature = "sig=another";
        platform.data.refusal = refusal;
        platform.dataReferences = List.of(reference("d", "DOWNLOAD", "train", "d", false));

        assertThat(data.run("echo begun > outputs/begun")).isEqualTo("Failed");

        assertThat(platform.blobs).doesNotContainKey(OUTPUT + "outputs/begun");
        assertThat(data.log())
                .contains("The data reference 'd' cannot be read", "403", refusal, remedy)
                .doesNotContain("sig=");
    }

    @Test
    void aDownloadOfNothingFails() throws Exception {
        platform.dataReferences = List.of(reference("d", "DOWNLOAD", "nothing", "d", false));

        assertThat(data.run("true")).isEqualTo("Failed");

        assertThat(data.log()).contains("has nothing at nothing");
    }

    @Test
    void aNameThatLeadsOutOfTheFolderIsRefused() throws Exception {
        data.put("train/../../../../escaped", "x");
        platform.dataReferences = List.of(reference("d", "MOUNT", "train", "mounts/d", false));

        assertThat(data.run("true")).isEqualTo("Failed");

        assertThat(data.log()).contains("leads out of the data's folder");
        assertThat(folder.resolve("escaped")).doesNotExist();
    }

    @Test
    void argumentsNameTheVariables() throws Exception {
        platform.dataReferences =
                List.of(reference("d", "DOWNLOAD", "train", "d", false), reference("d2", "UPLOAD", "", "e", false));
        JobBody job = JobBodyBuilder.builder()
                .runId("run1")
                .command(new JobBody.Command(
                        "python3",
                        "a.py",
                        List.of("--in=$AZUREML_DATAREFERENCE_d/a", "$AZUREML_DATAREFERENCE_d2"),
                        List.of()))
                .dataReferences(List.of(
                        new JobBody.DataReference("d", "s", "DOWNLOAD", "train", "d", false),
                        new JobBody.DataReference("d2", "s", "UPLOAD", "", "e", false)))
                .build();
        RunFolder run = RunFolder.create(folder, "run1");

        assertThat(new RunData(job, run, null, null).expand(job.command()).arguments())
                .containsExactly("--in=" + run.path() + "/d/train/a", run.path() + "/e");
    }
}
