package io.mltwin.compute.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.TestBlobs;
import io.mltwin.compute.TestWorkspace;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.HeapSize;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SNP-04, SNP-05: what snapshots store, and what they give back. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SnapshotStoreResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    SnapshotService snapshots;

    @Inject
    WorkspaceClient workspaces;

    private final String principal = UUID.randomUUID().toString();
    private TestWorkspace workspace;
    private TestBlobs blobs;

    @BeforeEach
    void aWorkspace() {
        workspace = new TestWorkspace(calls);
        blobs = new TestBlobs(calls, "snapshots", workspace.container());
        decisions.allowAll(principal);
    }

    private RequestSpecification as() {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad("https://management.azure.com/", principal)
                                        .sign());
    }

    private ValidatableResponse save(String id, String parent, Map<String, String> files) {
        RequestSpecification request = as();
        new TreeMap<>(files)
                .forEach((name, content) -> request.multiPart("files", name, content.getBytes(StandardCharsets.UTF_8)));
        return request.post(path(id) + (parent == null ? "" : "?parentSnapshotId=" + parent))
                .then();
    }

    private String path(String id) {
        return "/content/v1.0" + workspace.id() + "/snapshots/" + id;
    }

    private List<String> storedContents() {
        return blobs.written().stream()
                .filter(name -> name.startsWith("snapshots/files/"))
                .toList();
    }

    private Workspace known() {
        return workspaces.require(ArmResourceId.parse(workspace.id()));
    }

    @Test
    void onlyWhatChangedIsStoredAndTheTreeIsWhole() {
        // Given
        String first = UUID.randomUUID().toString();
        String second = UUID.randomUUID().toString();
        save(first, null, Map.of("a.py", "1", "b.py", "2", "lib/c.py", "3")).statusCode(201);
        assertThat(storedContents()).hasSize(3);

        // When
        ValidatableResponse saved = save(second, first, Map.of("b.py", "changed"));

        // Then
        saved.statusCode(201).body("fileCount", equalTo(3)).body("parentSnapshotId", equalTo(first));
        assertThat(storedContents()).hasSize(4);
        as().get(path(second) + "/files").then().body("", hasSize(3));
        for (Map.Entry<String, String> file :
                Map.of("a.py", "1", "b.py", "changed", "lib/c.py", "3").entrySet()) {
            as().get(path(second) + "/files?path=" + file.getKey())
                    .then()
                    .statusCode(200)
                    .body(equalTo(file.getValue()));
        }
        as().get(path(first) + "/files?path=b.py").then().body(equalTo("2"));
    }

    @Test
    void codeInAFolderIsKeptAsItWasWhenItWasFirstUsed() {
        // Given
        String folder = workspace.container() + "/LocalUpload/h/src";
        blobs.put(folder + "/train.py", "print(1)");
        blobs.put(folder + "/lib/util.py", "x = 1");
        blobs.put(folder + "/lib/", "");
        blobs.put(folder + "-other/train.py", "no");
        UUID id = UUID.randomUUID();

        // When
        SnapshotBody snapshot = snapshots.requireOfFolder(known(), id, workspace.container(), "LocalUpload/h/src");

        // Then
        assertThat(snapshot.files()).extracting(SnapshotFile::path).containsExactly("lib/util.py", "train.py");
        assertThat(storedContents()).hasSize(2);
        blobs.put(folder + "/train.py", "print(2)");
        assertThat(snapshots
                        .requireOfFolder(known(), id, workspace.container(), "LocalUpload/h/src")
                        .files())
                .isEqualTo(snapshot.files());
        as().get(path(id.toString()) + "/files?path=train.py")
                .then()
                .statusCode(200)
                .body(equalTo("print(1)"));
        snapshots.requireOfFolder(known(), UUID.randomUUID(), workspace.container(), "LocalUpload/h/src");
        assertThat(storedContents()).as("what did not change is there").hasSize(3);
    }

    @Test
    void anEmptyFolderIsNoCode() {
        // When
        AzureException refused = catchThrowableOfType(
                AzureException.class,
                () -> snapshots.requireOfFolder(known(), UUID.randomUUID(), workspace.container(), "LocalUpload/none"));

        // Then
        assertThat(refused.status()).isEqualTo(400);
        assertThat(blobs.written()).isEmpty();
    }

    @Test
    void moreFilesThanAzureTakesAreRefused() {
        // Given
        for (int i = 0; i <= SnapshotLimits.MOST_FILES; i++) {
            blobs.put(workspace.container() + "/many/" + i, "x");
        }

        // When
        AzureException refused = catchThrowableOfType(
                AzureException.class,
                () -> snapshots.requireOfFolder(known(), UUID.randomUUID(), workspace.container(), "many"));

        // Then
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.getMessage()).contains("2001 files");
        assertThat(blobs.written()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Bomb.class)
    void aSnapshotThatIsTooLargeIsRefusedAndLeavesNothingOnTheHeap(Bomb bomb) {
        // Given
        save(UUID.randomUUID().toString(), null, Map.of("train.py", "1")).statusCode(201);
        HeapSize heap = new HeapSize();

        // When
        for (int i = 0; i < bomb.times; i++) {
            RequestSpecification request = as();
            bomb.fill.accept(request);
            request.post(path(UUID.randomUUID().toString())).then().statusCode(bomb.status);
        }

        // Then
        heap.requireBack();
        assertThat(storedContents()).hasSize(1);
    }

    /** Snapshots that take much more memory or files than Azure ML grants them. */
    private enum Bomb {
        MANY_FILES(5, 400, request -> {
            for (int i = 0; i <= SnapshotLimits.MOST_FILES; i++) {
                request.multiPart("files", "lib/" + i, new byte[1 << 10]);
            }
        }),
        LARGE_TREE(40, 413, request -> request.multiPart("dirTree", "[\"" + "x".repeat(1 << 20) + "\"]")),
        DEEP_TREE(40, 400, request -> request.multiPart("dirTree", "[".repeat(1_000_000))),
        LONG_NAMES(40, 400, request -> request.multiPart("files", "x".repeat(60_000), new byte[1]));

        private final int times;
        private final int status;
        private final Consumer<RequestSpecification> fill;

        Bomb(int times, int status, Consumer<RequestSpecification> fill) {
            this.times = times;
            this.status = status;
            this.fill = fill;
        }
    }
}
