package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.fluent.ResourcesClient;
import com.azure.resourcemanager.resources.fluent.models.GenericResourceInner;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.fixtures.OwnWorkspace;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Compute instances: for development and test, with the workspace's file share, which is tried with
 * the key that the workspace has.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class ComputeInstanceTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String VERSION = "2023-10-01";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private OwnWorkspace own;
    private String workspace;
    private String owner;
    private String account;
    private String share;

    @BeforeAll
    void aWorkspace() throws Exception {
        owner = azure.armToken("owner");
        own = OwnWorkspace.make(PLATFORM, "instances-rg", "instances", "eastus");
        workspace = own.id();
        JsonNode made = client.get(azure.arm(workspace), owner).expect(200).json();
        account = made.at("/properties/storageAccount").asText();
        share = "code-" + made.at("/properties/workspaceId").asText();
    }

    @AfterAll
    void goesWithItsGroup() throws Exception {
        own.end();
    }

    private void end(FlowClient.Answer started) throws Exception {
        azure.await(client, started, owner);
    }

    /** In whichever workspace, no two have one name in a region. */
    private static String name(String prefix) {
        return prefix + "-x" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static Map<String, Object> properties() {
        return Map.of(
                "computeType",
                "ComputeInstance",
                "properties",
                Map.of("vmSize", "STANDARD_DS3_V2", "applicationSharingPolicy", "Personal"));
    }

    private FlowClient.Answer post(String id, String operation, String token) throws Exception {
        return client.json("POST", azure.arm(id + "/" + operation), token, null);
    }

    private void restart(String id) throws Exception {
        end(post(id, "restart", owner).expect(202));
    }

    private JsonNode inner(String id) throws Exception {
        return client.get(azure.arm(id), azure.armToken("reader"))
                .expect(200)
                .json()
                .at("/properties/properties");
    }

    private JsonNode mount(String id) throws Exception {
        return inner(id).at("/dataMounts/0");
    }

    private static String code(FlowClient.Answer answer) {
        return answer.status() + " " + answer.json().at("/error/code").asText();
    }

    @Test
    void itMountsTheWorkspacesFileShareWhileTheWorkspaceHasTheAccountsKey() throws Exception {
        // Given
        String id = workspace + "/computes/" + name("dev");
        made(id);
        JsonNode shown = inner(id);
        assertThat(shown.path("purpose").asText()).isEqualTo("DevTest");
        assertThat(shown.path("state").asText()).isEqualTo("Running");
        JsonNode mount = shown.at("/dataMounts/0");
        assertThat(mount.path("mountState").asText()).as(mount.toString()).isEqualTo("Mounted");
        assertThat(mount.path("source").asText())
                .startsWith("https://" + account.replaceAll(".*/", "") + ".file.core.")
                .endsWith("/" + share);
        String user = shown.at("/createdBy/userName").asText().replaceAll("@.*", "");
        assertThat(users()).contains("<Name>" + user + "</Name>");
        assertThat(client.get(azure.arm(workspace + "/computes"), azure.armToken("reader"))
                        .expect(200)
                        .json()
                        .path("value")
                        .findValuesAsText("id"))
                .contains(id);
        assertThat(diagnosis()).contains("TrainingNotProductionGrade", "ComputeInstance");
        // When
        client.json("POST", azure.arm(account + "/regenerateKey"), owner, Map.of("keyName", "key1"))
                .expect(200);
        restart(id);
        // Then
        JsonNode failed = mount(id);
        assertThat(failed.path("mountState").asText()).isEqualTo("MountFailed");
        assertThat(failed.path("error").asText()).contains("AuthenticationFailed");
        assertThat(failed.has("mountedOn")).isFalse();
        assertThat(inner(id).path("state").asText()).isEqualTo("Running");
        // When
        end(client.json("POST", azure.arm(workspace + "/resyncKeys"), owner, null)
                .expect(202));
        restart(id);
        // Then
        assertThat(mount(id).path("mountState").asText()).isEqualTo("Mounted");
        delete(id);
    }

    /** Azure's library for Java makes the instance. */
    private void made(String id) throws Exception {
        ResourcesClient generic = ResourceManager.configure()
                .withHttpClient(AzureClients.http(PLATFORM))
                .authenticate(AzureClients.credential(PLATFORM, "owner"), AzureClients.profile(PLATFORM))
                .withDefaultSubscription()
                .serviceClient()
                .getResources();
        GenericResourceInner made = generic.createOrUpdateById(
                id,
                VERSION,
                new GenericResourceInner()
                        .withLocation("eastus")
                        .withTags(Map.of("made", "by Azure's library"))
                        .withProperties(properties()));
        assertThat(made.properties().toString())
                .contains("provisioningState=Succeeded", "state=Running", "mountState=Mounted");
        GenericResourceInner read = generic.getById(id, VERSION);
        assertThat(read.type()).isEqualTo("Microsoft.MachineLearningServices/workspaces/computes");
        assertThat(read.properties().toString()).contains("applicationSharingPolicy=Personal");
    }

    /** What {@code diagnose} finds besides network, storage and vault. */
    private String diagnosis() throws Exception {
        FlowClient.Answer started = client.json("POST", azure.arm(workspace + "/diagnose"), owner, Map.of())
                .expect(202);
        end(started);
        return client.get(started.header("Location"), owner)
                .expect(200)
                .json()
                .at("/value/otherResults")
                .toString();
    }

    private void delete(String id) throws Exception {
        end(client.json("DELETE", azure.arm(id) + "&underlyingResourceAction=Delete", owner, null)
                .expect(202));
        assertThat(code(client.get(azure.arm(id), owner))).isEqualTo("404 ResourceNotFound");
    }

    /** The folders in {@code Users} of the share, read with a signature by Azure's own library. */
    private String users() throws Exception {
        String name = account.replaceAll(".*/", "");
        String key = client.json("POST", azure.arm(account + "/listKeys"), owner, null)
                .expect(200)
                .json()
                .at("/keys/0/value")
                .asText();
        String signature = AzureClients.storage(PLATFORM, name, key)
                .generateAccountSas(new AccountSasSignatureValues(
                        OffsetDateTime.now().plusHours(1),
                        AccountSasPermission.parse("rl"),
                        AccountSasService.parse("f"),
                        AccountSasResourceType.parse("co")));
        String address = azure.blob(name, "/" + share + "/Users?restype=directory&comp=list&" + signature)
                .replace(".blob.", ".file.");
        return client.get(address, null).expect(200).text();
    }
}
