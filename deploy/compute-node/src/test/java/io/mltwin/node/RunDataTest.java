package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The data references of a run on a node: what the script finds, and what goes back. */
class RunDataTest {

    private static final String OUTPUT = "/azureml/ExperimentRun/dcid.run1/";

    @TempDir Path folder;
    private FakePlatform platform;

    @BeforeEach
    void startPlatform() throws Exception {
        platform = new FakePlatform();
        platform.given.add("sig=new");
        put("train/a.csv", "1,2");
        put("train/deep/b.csv", "3");
        put("train/c d.csv", "4");
        put("trainer/other.csv", "no");
        put("train/folder/", "");
    }

    @AfterEach
    void stopPlatform() {
        platform.close();
    }

    private void put(String name, String content) {
        platform.blobs.put("/data/" + name, content.getBytes(StandardCharsets.UTF_8));
    }

    private String stored(String name) {
        return platform.text("/data/" + name);
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

    private String run(String command) throws Exception {
        platform.submit("run1", "bash", null, Map.of(), List.of("-c", command), null);
        NodeSettings settings =
                new NodeSettings(
                        "node1",
                        FakePlatform.NODE_SECRET,
                        URI.create(platform.url()),
                        folder.resolve("node"),
                        platform.certificate(),
                        Duration.ofSeconds(60),
                        Duration.ofMillis(200),
                        Duration.ofMillis(200),
                        List.of(),
                        List.of(),
                        new PythonSettings(folder.resolve("environments"), null),
                        io.mltwin.sandbox.SandboxLimits.DEFAULT);
        NodeLoop loop =
                new NodeLoop(
                        settings,
                        new NodeHttp(platform.certificate()),
                        Clock.systemUTC(),
                        new SecureRandom(),
                        Map.of("PATH", System.getenv("PATH")));
        CompletableFuture<Integer> node =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return loop.run();
                            } catch (java.io.IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
        await().atMost(Duration.ofSeconds(90))
                .until(
                        () ->
                                platform.told().stream()
                                        .anyMatch(
                                                s -> s.equals("Completed") || s.equals("Failed")));
        platform.released = true;
        node.get(60, TimeUnit.SECONDS);
        return platform.told().get(platform.told().size() - 1);
    }

    private String log() {
        return platform.text(OUTPUT + "logs/azureml/70_driver_log.txt");
    }

    @Test
    void aFolderIsDownloadedWithAllPages() throws Exception {
        platform.dataReferences = List.of(reference("d", "DOWNLOAD", "train", "in", false));

        assertThat(
                        run(
                                "cd $AZUREML_DATAREFERENCE_d && cat a.csv deep/b.csv 'c d.csv' && pwd && find . -type f | wc -l"
                                        + " && echo changed > a.csv"))
                .isEqualTo("Completed");

        assertThat(log()).contains("1,234", "/run1/in/train\n3\n");
        assertThat(stored("train/a.csv")).as("a download is not written back").isEqualTo("1,2");
    }

    @Test
    void aBlobIsAFile() throws Exception {
        platform.dataReferences =
                List.of(reference("d", "MOUNT", "train/a.csv", "mounts/d", false));

        assertThat(run("cat $AZUREML_DATAREFERENCE_d")).isEqualTo("Completed");

        assertThat(log()).contains("1,2");
    }

    @Test
    void whatIsWrittenUnderAMountGoesBackAlsoWhenTheScriptFails() throws Exception {
        platform.dataReferences = List.of(reference("d", "MOUNT", "train", "mounts/d", false));

        assertThat(
                        run(
                                "cd $AZUREML_DATAREFERENCE_d && echo -n new > deep/n && echo -n 9,9 > a.csv; exit 3"))
                .isEqualTo("Failed");

        assertThat(stored("train/deep/n")).isEqualTo("new");
        assertThat(stored("train/a.csv")).isEqualTo("9,9");
        assertThat(stored("train/deep/b.csv")).isEqualTo("3");
        assertThat(log()).contains("Wrote train/a.csv").doesNotContain("Wrote train/deep/b.csv");
    }

    @Test
    void anUploadGoesWhereThePathSays() throws Exception {
        platform.dataReferences = List.of(reference("u", "UPLOAD", "out/x", "u", false));

        assertThat(run("echo -n made > $AZUREML_DATAREFERENCE_u/m")).isEqualTo("Completed");

        assertThat(stored("out/x/m")).isEqualTo("made");
    }

    @Test
    void anUploadThatMayNotOverwriteFailsTheRun() throws Exception {
        put("out/m", "old");
        platform.dataReferences = List.of(reference("u", "UPLOAD", "out", "u", false));

        assertThat(run("echo -n made > $AZUREML_DATAREFERENCE_u/m")).isEqualTo("Failed");

        assertThat(stored("out/m")).isEqualTo("old");
    }

    @Test
    void anUploadOverwritesWhereItMay() throws Exception {
        put("out/m", "old");
        platform.dataReferences = List.of(reference("u", "UPLOAD", "out", "u", true));

        assertThat(run("echo -n made > $AZUREML_DATAREFERENCE_u/m")).isEqualTo("Completed");

        assertThat(stored("out/m")).isEqualTo("made");
    }

    /** As after a key was regenerated and the datastore updated: what is given then opens it. */
    @Test
    void whatRanOutMeanwhileIsAskedForAgain() throws Exception {
        platform.given.clear();
        platform.given.addAll(List.of("sig=old", "sig=new"));
        platform.signature = "sig=old";
        platform.dataReferences = List.of(reference("d", "MOUNT", "train", "d", false));
        CompletableFuture<Void> regenerated =
                CompletableFuture.runAsync(
                        () -> {
                            await().atMost(Duration.ofSeconds(60))
                                    .until(() -> platform.told().contains("Running"));
                            platform.signature = "sig=new";
                        });

        assertThat(run("sleep 2; echo -n late > $AZUREML_DATAREFERENCE_d/late"))
                .isEqualTo("Completed");

        regenerated.join();
        assertThat(platform.opened).containsExactly("reference=d", "reference=d");
        assertThat(stored("train/late")).isEqualTo("late");
    }

    private void nameSecret(String kind) {
        platform.secret =
                Map.of(
                        "url",
                        platform.url(),
                        "host",
                        FakePlatform.VAULT_HOST,
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
    void aSecretIsFetchedFromTheVault(String kind, String secret, String signature)
            throws Exception {
        nameSecret(kind);
        platform.secrets.put("aml-w-datastore-d", secret);
        platform.signature = signature;
        platform.dataReferences = List.of(reference("d", "DOWNLOAD", "train", "d", false));

        assertThat(run("cat $AZUREML_DATAREFERENCE_d/a.csv")).isEqualTo("Completed");

        assertThat(platform.fetched).containsExactly("aml-w-datastore-d");
        assertThat(log()).contains("1,2").doesNotContain("sig=", "a2V5");
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
                run(
                        "cd $AZUREML_DATAREFERENCE_d; find . -type f | sort; mkdir -p new/x; echo w > new/x/w.txt;"
                                + " : > new/empty; head -c 5000000 /dev/zero > large");

        // Then
        assertThat(log()).contains("./a.csv\n./deep/b c.csv\n").doesNotContain("no.csv");
        assertThat(end).isEqualTo("Completed");
        assertThat(platform.share.text("train/new/x/w.txt")).isEqualTo("w\n");
        assertThat(platform.share.files.get("train/new/empty")).isEmpty();
        assertThat(platform.share.files.get("train/large")).hasSize(5_000_000);
    }

    @ParameterizedTest
    @CsvSource({"train/a.csv, 1, Completed", "train/none, 0, Failed", "none, 0, Failed"})
    void aFileOfAShareIsFetchedAloneAndWhatIsNotThereFails(String path, int count, String ended)
            throws Exception {
        // Given
        platform.isShare = true;
        platform.share.put("train/a.csv", "1,2");
        platform.share.put("train/b.csv", "3");
        platform.dataReferences = List.of(reference("d", "DOWNLOAD", path, "d", false));

        // When
        String end = run("cat $AZUREML_DATAREFERENCE_d");

        // Then
        assertThat(end).isEqualTo(ended);
        assertThat(log())
                .contains(
                        count == 1 ? "The data reference 'd': 1 files" : "has nothing at " + path);
    }

    @Test
    void anUploadToAShareLeavesAFileThatIsThere() throws Exception {
        // Given
        platform.isShare = true;
        platform.share.put("out/a.txt", "old");
        platform.dataReferences = List.of(reference("d", "UPLOAD", "out", "d", false));

        // When
        String end = run("echo new > $AZUREML_DATAREFERENCE_d/a.txt");

        // Then
        assertThat(end).isEqualTo("Failed");
        assertThat(log()).contains("cannot be written", "the file is there");
        assertThat(platform.share.text("out/a.txt")).isEqualTo("old");
    }

    @Test
    void aRunWhoseSecretIsDisabledFailsWithTheVaultsReason() throws Exception {
        nameSecret("AccountKey");
        platform.dataReferences = List.of(reference("d", "DOWNLOAD", "train", "d", false));

        assertThat(run("echo begun > outputs/begun")).isEqualTo("Failed");

        assertThat(platform.blobs).doesNotContainKey(OUTPUT + "outputs/begun");
        assertThat(log())
                .contains(
                        "The data reference 'd' cannot be read",
                        "refuses the secret aml-w-datastore-d",
                        "not allowed on a disabled secret");
    }

    @Test
    void aRunWhoseDataIsRefusedFailsAndItsScriptNeverBegins() throws Exception {
        platform.signature = "sig=another";
        platform.dataReferences = List.of(reference("d", "DOWNLOAD", "train", "d", false));

        assertThat(run("echo begun > outputs/begun")).isEqualTo("Failed");

        assertThat(platform.blobs).doesNotContainKey(OUTPUT + "outputs/begun");
        assertThat(log())
                .contains("The data reference 'd' cannot be read", "403")
                .doesNotContain("sig=");
    }

    @Test
    void aDownloadOfNothingFails() throws Exception {
        platform.dataReferences = List.of(reference("d", "DOWNLOAD", "nothing", "d", false));

        assertThat(run("true")).isEqualTo("Failed");

        assertThat(log()).contains("has nothing at nothing");
    }

    @Test
    void aNameThatLeadsOutOfTheFolderIsRefused() throws Exception {
        put("train/../../../../escaped", "x");
        platform.dataReferences = List.of(reference("d", "MOUNT", "train", "mounts/d", false));

        assertThat(run("true")).isEqualTo("Failed");

        assertThat(log()).contains("leads out of the data's folder");
        assertThat(folder.resolve("escaped")).doesNotExist();
    }

    @Test
    void argumentsNameTheVariables() throws Exception {
        platform.dataReferences =
                List.of(
                        reference("d", "DOWNLOAD", "train", "d", false),
                        reference("d2", "UPLOAD", "", "e", false));
        JobBody job =
                new JobBody(
                        "run1",
                        "x",
                        "t",
                        0,
                        Map.of(),
                        new JobBody.Command(
                                "python3",
                                "a.py",
                                List.of(
                                        "--in=$AZUREML_DATAREFERENCE_d/a",
                                        "$AZUREML_DATAREFERENCE_d2"),
                                List.of()),
                        JobBody.Environment.NONE,
                        List.of(),
                        List.of(
                                new JobBody.DataReference(
                                        "d", "s", "DOWNLOAD", "train", "d", false),
                                new JobBody.DataReference("d2", "s", "UPLOAD", "", "e", false)),
                        null,
                        null,
                        null,
                        null,
                        null);
        RunFolder run = RunFolder.create(folder, "run1");

        assertThat(new RunData(job, run, null, null).expand(job.command()).arguments())
                .containsExactly("--in=" + run.path() + "/d/train/a", run.path() + "/e");
    }

    private static Map<String, Object> binding(
            String use, String name, String mode, String path, String shape) {
        return Map.of(
                "name",
                use + "_" + name,
                "datastore",
                "store1",
                "mode",
                mode,
                "path",
                path,
                "folder",
                "cap/data-capability/wd/" + use + "_" + name,
                "overwrite",
                true,
                "use",
                use,
                "shape",
                shape);
    }

    @Test
    void anInputIsAFolderOfItsOwnWhoseNameTheCommandHas() throws Exception {
        platform.dataReferences = List.of(binding("INPUT", "d", "DOWNLOAD", "train", "FOLDER"));

        assertThat(
                        run(
                                "cd \0INPUT_d\0 && cat a.csv deep/b.csv 'c d.csv' && find . -type f | wc -l"
                                        + " && test $PWD = $AZURE_ML_INPUT_d && echo x > a.csv"))
                .isEqualTo("Completed");

        assertThat(log()).contains("1,234", "3\n");
        assertThat(stored("train/a.csv")).as("an input is not written back").isEqualTo("1,2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FILE", "EITHER"})
    void anInputThatIsABlobIsAFile(String shape) throws Exception {
        put("train/a.csv.old", "no");
        platform.dataReferences = List.of(binding("INPUT", "d", "DOWNLOAD", "train/a.csv", shape));

        assertThat(run("cat \0INPUT_d\0 && basename $AZURE_ML_INPUT_d")).isEqualTo("Completed");

        assertThat(log()).contains("1,2", "a.csv");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"FILE, train", "FOLDER, train/a.csv", "FOLDER, nothing", "EITHER, trai"})
    void anInputThatIsNotThereFailsTheRun(String shape, String path) throws Exception {
        platform.dataReferences = List.of(binding("INPUT", "d", "DOWNLOAD", path, shape));

        assertThat(run("true")).isEqualTo("Failed");

        assertThat(log()).contains("The input 'd' cannot be read", "has nothing at " + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOUNT", "UPLOAD"})
    void anOutputGoesToItsPlace(String mode) throws Exception {
        platform.dataReferences = List.of(binding("OUTPUT", "m", mode, "azureml/run1/m", "FOLDER"));

        assertThat(run("mkdir \0OUTPUT_m\0/deep && echo -n made > $AZURE_ML_OUTPUT_m/deep/x"))
                .isEqualTo("Completed");

        assertThat(stored("azureml/run1/m/deep/x")).isEqualTo("made");
        assertThat(log()).contains("Wrote azureml/run1/m/deep/x");
    }

    @Test
    void anOutputThatIsMountedShowsWhatIsThereAndKeepsIt() throws Exception {
        platform.dataReferences = List.of(binding("OUTPUT", "m", "MOUNT", "train", "FOLDER"));

        assertThat(run("cd \0OUTPUT_m\0 && cat a.csv && echo -n 5 > new && rm deep/b.csv"))
                .isEqualTo("Completed");

        assertThat(log()).contains("1,2", "Wrote train/new").doesNotContain("Wrote train/a.csv");
        assertThat(stored("train/new")).isEqualTo("5");
        assertThat(stored("train/deep/b.csv")).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOUNT", "UPLOAD"})
    void anOutputThatIsAFileIsThatFileAlone(String mode) throws Exception {
        platform.dataReferences =
                List.of(binding("OUTPUT", "r", mode, "azureml/run1/report.txt", "FILE"));

        assertThat(run("echo -n made > \0OUTPUT_r\0 && echo no > $(dirname $AZURE_ML_OUTPUT_r)/b"))
                .isEqualTo("Completed");

        assertThat(stored("azureml/run1/report.txt")).isEqualTo("made");
        assertThat(platform.blobs.keySet())
                .filteredOn(name -> name.startsWith("/data/azureml/"))
                .containsExactly("/data/azureml/run1/report.txt");
    }
}
