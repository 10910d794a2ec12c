package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Progress;
import io.mltwin.local.reset.PlatformSnapshots;
import io.mltwin.local.reset.ResetMarker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was saved is there again after a load, whatever has changed meanwhile, and the platform goes on from it. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@Order(1)
@Disturbing("it resets the platform and loads snapshots")
class SnapshotTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final char[] PASSPHRASE = "a passphrase of this test".toCharArray();
    private static final String SAVED = "saved";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();

    @TempDir
    private Path folder;

    @AfterEach
    void delete() throws Exception {
        for (PlatformSnapshots.Saved one : snapshots().list()) {
            snapshots().delete(one.name());
        }
        if (ResetMarker.unended(PLATFORM.platform().folder()).isPresent()) {
            PLATFORM.reset();
        }
    }

    @Test
    void allIsAsItWasSaved() throws Exception {
        // Given
        Duration reset = timed(PLATFORM::reset);
        String token = azure.armToken("contributor");
        create("snap-1", token);
        String uploaded = upload("of the saved state", token);
        List<String> before = state(token, uploaded);
        snapshots().save(SAVED);

        // When: rows and files are made, changed and deleted
        client.json(
                        "PATCH",
                        azure.arm(PLATFORM.fixture().workspaceId()),
                        token,
                        Map.of("tags", Map.of("changed", "yes")))
                .expect(200, 202);
        azure.await(
                client,
                client.json("DELETE", azure.arm(workspace("snap-1")), token, null)
                        .expect(200, 202),
                token);
        create("snap-2", token);
        String later = upload("of a later state", token);
        assertThat(state(token, uploaded)).isNotEqualTo(before);
        Duration load = timed(() -> {
            snapshots().load(SAVED);
            return null;
        });

        // Then
        assertThat(state(token, uploaded)).isEqualTo(before);
        client.get(azure.arm(workspace("snap-2")), token).expect(404);
        client.get(content("/snapshots/" + later + "/zip"), token).expect(404);
        assertThat(load).isLessThan(reset.multipliedBy(4));
        // Then: the platform goes on from there, and may go back once more
        create("snap-2", token);
        snapshots().load(SAVED);
        assertThat(state(token, uploaded)).isEqualTo(before);
    }

    @Test
    void anExportedFileIsTheSameBytesAndBringsAllBack() throws Exception {
        // Given
        String token = azure.armToken("contributor");
        String uploaded = upload("for the file", token);
        List<String> before = state(token, uploaded);
        snapshots().save(SAVED);
        Path file = folder.resolve("one");
        snapshots().export(SAVED, file, PASSPHRASE);
        snapshots().export(SAVED, folder.resolve("two"), PASSPHRASE);
        assertThat(folder.resolve("two")).hasSameBinaryContentAs(file);

        // When, then: nothing of a file comes by another passphrase, or in place of what is there
        assertThatThrownBy(() -> snapshots().bring(file, PASSPHRASE)).hasMessageContaining("already: delete it first");
        snapshots().delete(SAVED);
        assertThatThrownBy(() -> snapshots().bring(file, "another passphrase".toCharArray()))
                .isInstanceOf(RefusalException.class)
                .hasMessageContaining("Nothing was changed");
        assertThat(snapshots().list()).isEmpty();

        // When
        assertThat(snapshots().bring(file, PASSPHRASE)).isEqualTo(SAVED);
        PLATFORM.reset();
        snapshots().load(SAVED);

        // Then
        assertThat(state(token, uploaded)).isEqualTo(before);
    }

    @Test
    void aBrokenOrForeignSnapshotIsRefusedAndChangesNothing() throws Exception {
        String token = azure.armToken("contributor");
        List<String> before = names(token);
        snapshots().save(SAVED);
        Path part = PLATFORM.platform().folder().dataOf("keyvault").resolve("snapshots/saved.zip");
        byte[] whole = Files.readAllBytes(part);

        assertThatThrownBy(() -> snapshots().load("none")).hasMessageContaining("There is no snapshot 'none'");
        // the rows of two saves
        snapshots().save("other");
        Files.copy(part.resolveSibling("other.zip"), part, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> snapshots().load(SAVED)).hasMessageContaining("not saved to its end");
        Files.write(part, new byte[100]);
        assertThatThrownBy(() -> snapshots().load(SAVED)).hasMessageContaining("cannot be loaded");
        // the part of another service
        Files.copy(
                PLATFORM.platform().folder().dataOf("scoring").resolve("snapshots/saved.zip"),
                part,
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> snapshots().load(SAVED)).hasMessageContaining("another version");
        Files.delete(part);
        assertThatThrownBy(() -> snapshots().load(SAVED)).hasMessageContaining("not saved to its end");

        assertThat(names(token)).isEqualTo(before);
        Files.write(part, whole);
        snapshots().load(SAVED);
        assertThat(names(token)).isEqualTo(before);
    }

    @Test
    void aLoadThatEndedInTheMiddleIsRepeated() throws Exception {
        // Given: one service is loaded, others are paused, as when the launcher is killed
        String token = azure.armToken("contributor");
        List<String> before = names(token);
        snapshots().save(SAVED);
        create("snap-3", token);
        for (PlatformService service : PlatformService.values()) {
            assertThat(ResetSteps.pause(service).succeeded()).isTrue();
        }
        long epoch = ResetSteps.state(PlatformService.WORKSPACE).path("epoch").asLong() + 1;
        assertThat(post(PlatformService.WORKSPACE, "load", Map.of("name", SAVED, "epoch", epoch)))
                .isEqualTo(204);
        Files.writeString(PLATFORM.platform().folder().root().resolve("resetting"), "snapshot load " + SAVED);

        // Then: it says so, and nothing is saved of it
        assertThat(ResetMarker.unended(PLATFORM.platform().folder())).contains("snapshot load saved");
        assertThat(client.get(azure.arm(workspace("ws1")), token).status()).isEqualTo(503);
        assertThatThrownBy(() -> snapshots().save("half")).hasMessageContaining("'./mltwin snapshot load saved'");
        assertThat(post(PlatformService.WORKSPACE, "hold", Map.of("pass", UUID.randomUUID())))
                .isEqualTo(409);

        // When
        assertThat(snapshots().finish("snapshot load saved")).isTrue();

        // Then
        assertThat(names(token)).isEqualTo(before);
        assertThat(ResetMarker.unended(PLATFORM.platform().folder())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "save", "load", "delete", "read", "write"})
    void isForTheAdministratorOnly(String step) throws IOException {
        Call call = Call.of("POST", PLATFORM.port(PlatformService.KEYVAULT), "/_mltwin/snapshots/" + step)
                .json(Map.of("name", SAVED));
        assertThat(PLATFORM.client().send(call).status()).isEqualTo(401);
        assertThat(PLATFORM.client().send(call.as(azure.armToken("owner"))).status())
                .isIn(401, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other", "", ".hidden", "a/b", "a.zip", "-x"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThatThrownBy(() -> snapshots().save(name)).hasMessageContaining("A snapshot's name has 1 to 63 letters");
    }

    private static PlatformSnapshots snapshots() throws IOException {
        return new PlatformSnapshots(
                PLATFORM.client(),
                PLATFORM.platform().settings(),
                PLATFORM.platform().credentials(),
                PLATFORM.platform().folder(),
                Progress.silent());
    }

    private static int post(PlatformService service, String step, Object body) throws IOException {
        return PLATFORM.client()
                .send(Call.of("POST", PLATFORM.port(service), "/_mltwin/snapshots/" + step)
                        .as(PLATFORM.tokens().administrator())
                        .json(body))
                .status();
    }

    /** What is asked of several services: the workspaces with all that they say, roles, and the bytes of an upload. */
    private List<String> state(String token, String uploaded) throws IOException {
        List<String> state = new ArrayList<>(names(token));
        state.add(client.get(azure.arm(PLATFORM.fixture().resourceGroupId() + Azure.ML.replaceAll("/$", "")), token)
                .expect(200)
                .text());
        state.add(client.get(
                        azure.arm(PLATFORM.fixture().resourceGroupId()
                                        + "/providers/Microsoft.Authorization/roleAssignments")
                                .replace("2022-10-01", "2022-04-01"),
                        token)
                .expect(200)
                .text());
        state.add(new String(
                client.get(content("/snapshots/" + uploaded + "/zip"), token)
                        .expect(200)
                        .bytes(),
                StandardCharsets.ISO_8859_1));
        return state;
    }

    private List<String> names(String token) throws IOException {
        List<String> names = new ArrayList<>();
        client.get(azure.arm(PLATFORM.fixture().resourceGroupId() + "/resources"), token)
                .expect(200)
                .json()
                .path("value")
                .forEach(resource -> names.add(resource.path("id").asText()));
        return names;
    }

    private String workspace(String name) {
        return PLATFORM.fixture().resourceGroupId() + Azure.ML + name;
    }

    private String content(String rest) {
        return azure.training("eastus", "content/v1.0", PLATFORM.fixture().workspaceId(), rest);
    }

    private void create(String name, String token) throws Exception {
        Map<String, Object> body = Map.of("location", "eastus", "identity", Map.of("type", "SystemAssigned"));
        azure.await(
                client,
                client.json("PUT", azure.arm(workspace(name)), token, body).expect(200, 201, 202),
                token);
    }

    private String upload(String text, String token) throws IOException {
        String id = UUID.randomUUID().toString();
        client.upload(content("/snapshots/" + id), token, Map.of("text.txt", text.getBytes(StandardCharsets.UTF_8)))
                .expect(200, 201);
        return id;
    }

    private static Duration timed(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
