package io.mltwin.local.seed;

import io.mltwin.encoding.Sha256;
import io.mltwin.local.client.Patience;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.process.BackgroundCall;
import io.mltwin.local.process.Progress;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Brings the fixture into a fresh platform: tenants, people and subscriptions by the seed
 * endpoints, since Azure has no public call for them; group, roles and workspace through Azure
 * Resource Manager as the subscription's owner.
 */
public final class Seeding {
    private static final String RESOURCES_VERSION = "2021-04-01";
    private static final String ROLES_VERSION = "2022-04-01";
    private static final String WORKSPACES_VERSION = "2023-04-01";
    private static final Duration ASKED_AGAIN = Duration.ofMinutes(3);
    private static final Map<String, String> ROLES = Map.of(
            "Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
            "Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c",
            "Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7");

    private final Fixture fixture;
    private final OperatorCredentials credentials;
    private final PlatformSettings settings;
    private final PlatformClient client;
    private final Tokens tokens;
    private final Path marker;
    private final Progress progress;
    private final SeedCalls calls;

    public Seeding(
            Fixture fixture,
            OperatorCredentials credentials,
            PlatformSettings settings,
            PlatformClient client,
            DataFolder folder) {
        this(fixture, credentials, settings, client, folder.root().resolve("seeded"));
    }

    /** marker is the file that remembers what was seeded. */
    public Seeding(
            Fixture fixture,
            OperatorCredentials credentials,
            PlatformSettings settings,
            PlatformClient client,
            Path marker) {
        this(fixture, credentials, settings, client, marker, Progress.silent());
    }

    private Seeding(
            Fixture fixture,
            OperatorCredentials credentials,
            PlatformSettings settings,
            PlatformClient client,
            Path marker,
            Progress progress) {
        this.progress = progress;
        Patience patience = new Patience(ASKED_AGAIN, progress::say);
        this.calls = new SeedCalls(client, patience, "the fixture's workspace", progress);
        this.fixture = fixture;
        this.credentials = credentials;
        this.settings = settings;
        this.client = client;
        this.tokens = new Tokens(client, settings, credentials).with(patience);
        this.marker = marker;
    }

    /** Returns the same seeding by another client. */
    public Seeding by(PlatformClient other) {
        return new Seeding(fixture, credentials, settings, other, marker, progress);
    }

    /** Returns the same seeding, which says what it waits for. */
    public Seeding telling(Progress listener) {
        return new Seeding(fixture, credentials, settings, client, marker, listener);
    }

    /** The fixture does not stand any more. */
    public void forget() throws IOException {
        Files.deleteIfExists(marker);
    }

    /** Waits until services are ready. */
    public interface Readiness {
        void await(PlatformService... services) throws IOException, InterruptedException;
    }

    /** Seeds services that are all ready, unless exactly this fixture stands already. */
    public boolean ensure() throws IOException, InterruptedException {
        return ensure(services -> {});
    }

    /**
     * Seeds unless exactly this fixture stands already, each service as soon as it and what it
     * needs is ready; true if something was done.
     */
    public boolean ensure(Readiness services) throws IOException, InterruptedException {
        String wanted = fingerprint();
        if (Files.exists(marker) && BoundedContent.text(marker).strip().equals(wanted)) {
            return false;
        }
        services.await(PlatformService.IDENTITY);
        String administrator = tokens.administrator();
        IdentitySeed people = IdentitySeed.of(fixture, credentials);
        put(PlatformService.IDENTITY, administrator, people.withoutUsers());
        BackgroundCall<Void> users = BackgroundCall.begin("seed-users", () -> {
            put(PlatformService.IDENTITY, administrator, people.ofUsers());
            return null;
        });
        services.await(PlatformService.WORKSPACE);
        put(PlatformService.WORKSPACE, administrator, new WorkspaceSeed(fixture.subscriptions()));
        String owner = tokens.of("owner", "https://management.azure.com");
        arm(
                owner,
                fixture.resourceGroupId(),
                RESOURCES_VERSION,
                new Located(fixture.resourceGroup().location()));
        BackgroundCall<Void> roles = BackgroundCall.begin("seed-roles", () -> {
            users.join();
            assign(owner, false);
            return null;
        });
        // what a workspace is made of
        services.await(PlatformService.KEYVAULT, PlatformService.SCORING, PlatformService.TELEMETRY);
        Reply creation = arm(
                owner,
                fixture.workspaceId(),
                WORKSPACES_VERSION,
                new NewWorkspace(
                        fixture.workspace().location(),
                        new SystemAssigned("SystemAssigned"),
                        new WorkspaceProperties(fixture.workspace().name())));
        roles.join();
        calls.await(owner, creation);
        assign(owner, true);
        DataFolder.writePublic(marker, wanted + "\n");
        return true;
    }

    private void assign(String owner, boolean inWorkspace) throws IOException {
        for (Fixture.RoleAssignment assignment : fixture.roleAssignments()) {
            if (assignment.scope().equals("workspace") != inWorkspace) {
                continue;
            }
            String definition = "/subscriptions/"
                    + fixture.resourceGroup().subscriptionId()
                    + "/providers/Microsoft.Authorization/roleDefinitions/"
                    + ROLES.get(assignment.role());
            arm(
                    owner,
                    fixture.scopeOf(assignment)
                            + "/providers/Microsoft.Authorization/roleAssignments/"
                            + assignment.name(),
                    ROLES_VERSION,
                    new NewAssignment(new AssignmentProperties(
                            definition, assignment.principalId(), assignment.principalType())));
        }
    }

    private void put(PlatformService service, String token, Object body) throws IOException {
        Call call = Call.of("PUT", settings.ports().of(service), "/_mltwin/seed")
                .as(token)
                .json(body);
        calls.send(call);
    }

    private Reply arm(String token, String id, String version, Object body) throws IOException {
        Call call = Call.of("PUT", settings.ports().of(PlatformService.WORKSPACE), id + "?api-version=" + version)
                .at("management." + settings.base())
                .as(token)
                .json(body);
        return calls.send(call);
    }

    private String fingerprint() throws IOException {
        return Sha256.hex(fixture + "\0" + IdentitySeed.of(fixture, credentials).secrets());
    }

    record WorkspaceSeed(List<Fixture.Subscription> subscriptions) {}

    record Located(String location) {}

    record SystemAssigned(String type) {}

    record WorkspaceProperties(String friendlyName) {}

    record NewWorkspace(String location, SystemAssigned identity, WorkspaceProperties properties) {}

    record NewAssignment(AssignmentProperties properties) {}

    record AssignmentProperties(String roleDefinitionId, String principalId, String principalType) {}
}
