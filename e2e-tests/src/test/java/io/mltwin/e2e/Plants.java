package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Brings every plaintext of {@link Planted} to where a user would bring it. */
final class Plants {
    private static final String EXPERIMENT = "planted";

    private final TestPlatform platform;
    private final FlowClient client;
    private final Azure azure;
    private final FlowState flows;
    private final String token;
    private final SecureRandom random = new SecureRandom();
    private final List<Needle> needles = new ArrayList<>();
    private final Set<Planted> planted = EnumSet.noneOf(Planted.class);

    Plants(TestPlatform platform) throws IOException, InterruptedException {
        this.platform = platform;
        this.client = platform.flowClient();
        this.azure = platform.azure();
        this.flows = platform.flows();
        this.token = azure.armToken("contributor");
    }

    /** Plants all and returns what to look for. */
    List<Needle> plant(Path folder) throws Exception {
        run(folder);
        model();
        blob();
        secrets();
        new ComputePlants(platform)
                .plant(fresh(Planted.DATASTORE_KEY), fresh(Planted.MACHINE_PASSWORD));
        connection();
        notebook();
        scoring();
        layer();
        credentials();
        keys();
        underCustomerKeys();
        planted.add(Planted.DATA_KEY);
        needles.addAll(new DataKeyNeedles(platform).all(Planted.DATA_KEY.toString()));
        assertThat(planted).containsExactlyInAnyOrder(Planted.values());
        return needles;
    }

    /** A text that lies nowhere by accident. */
    private String fresh(Planted kind) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return seen(kind, "planted-" + HexFormat.of().formatHex(bytes));
    }

    private String seen(Planted kind, String text) {
        assertThat(text).as(kind.name()).hasSizeGreaterThanOrEqualTo(12);
        planted.add(kind);
        needles.add(Needle.of(kind.toString(), text));
        return text;
    }

    private void run(Path folder) throws Exception {
        String script =
                """
                import java.nio.file.*;
                // %s
                public class Leak {
                    public static void main(String[] args) throws Exception {
                        System.out.println("%s");
                        Files.writeString(Files.createDirectories(Path.of("outputs")).resolve("leak.txt"), "%s");
                        Files.writeString(Path.of(args[0], "token"), System.getenv("AZUREML_RUN_TOKEN"));
                    }
                }
                """
                        .formatted(
                                fresh(Planted.SNAPSHOT_FILE),
                                fresh(Planted.SCRIPT_LOG),
                                fresh(Planted.SCRIPT_OUTPUT));
        String snapshot = UUID.randomUUID().toString();
        client.upload(
                        training("content/v1.0", "/snapshots/" + snapshot),
                        token,
                        Map.of("Leak.java", script.getBytes(StandardCharsets.UTF_8)))
                .expect(200, 201);
        Map<String, Object> environment =
                Map.of(
                        "name",
                        "AzureML-Tribuo-4.3",
                        "environmentVariables",
                        Map.of("PLANTED", fresh(Planted.ENVIRONMENT_VARIABLE)));
        Map<String, Object> configuration =
                Map.of(
                        "script",
                        "Leak.java",
                        "arguments",
                        List.of(folder.toString(), fresh(Planted.RUN_ARGUMENT)),
                        "target",
                        "cpu-cluster",
                        "environment",
                        environment);
        String run =
                client.json(
                                "POST",
                                training(
                                        "execution/v1.0",
                                        "/experiments/" + EXPERIMENT + "/snapshotrun"),
                                token,
                                Map.of("snapshotId", snapshot, "configuration", configuration))
                        .expect(200)
                        .json()
                        .path("runId")
                        .asText();
        String address = training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + run);
        client.json(
                        "PATCH",
                        address,
                        token,
                        Map.of(
                                "tags", Map.of("planted", fresh(Planted.RUN_TAG)),
                                "properties", Map.of("planted", fresh(Planted.RUN_PROPERTY)),
                                "description", fresh(Planted.RUN_DESCRIPTION)))
                .expect(200);
        client.json("POST", address + "/metrics", token, metric(run)).expect(200);
        String experiment =
                client.get(training("history/v1.0", "/experiments/" + EXPERIMENT), token)
                        .expect(200)
                        .json()
                        .path("experimentId")
                        .asText();
        client.json(
                        "PATCH",
                        training("history/v1.0", "/experimentids/" + experiment),
                        token,
                        Map.of("tags", Map.of("planted", fresh(Planted.EXPERIMENT_TAG))))
                .expect(200);
        String end =
                azure.until(client, address, token, "status", "Completed", "Failed", "Canceled");
        assertThat(end).as(() -> describe(address)).isEqualTo("Completed");
        seen(Planted.RUN_TOKEN, signature(Files.readString(folder.resolve("token"))));
    }

    /** Why a run failed, as it tells itself. */
    private String describe(String run) {
        try {
            return client.get(run + "/details", token).text();
        } catch (Exception e) {
            return "no details: " + e;
        }
    }

    private Map<String, Object> metric(String run) {
        Map<String, Object> column = Map.of("propertyId", "m", "name", "m", "type", "string");
        return Map.of(
                "runId",
                run,
                "metricId",
                UUID.randomUUID().toString(),
                "dataContainerId",
                "dcid." + run,
                "metricType",
                "azureml.v1.scalar",
                "createdUtc",
                "2026-01-01T00:00:00Z",
                "name",
                "m",
                "numCells",
                1,
                "cells",
                List.of(Map.of("m", fresh(Planted.METRIC_VALUE))),
                "schema",
                Map.of("numProperties", 1, "properties", List.of(column)));
    }

    private void model() throws Exception {
        client.send(
                        "POST",
                        training(
                                "artifact/v2.0",
                                "/artifacts/LocalUpload/planted/content?path=model.onnx"),
                        token,
                        BodyPublishers.ofString(fresh(Planted.MODEL_BYTES)),
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(200, 201);
        Map<String, Object> artifact =
                Map.of("id", "aml://artifact/LocalUpload/planted/model.onnx");
        String asset =
                client.json(
                                "POST",
                                models("/assets"),
                                token,
                                Map.of("name", "planted", "artifacts", List.of(artifact)))
                        .expect(200)
                        .json()
                        .path("id")
                        .asText();
        String model =
                client.json(
                                "POST",
                                models("/models"),
                                token,
                                Map.of(
                                        "name",
                                        "planted",
                                        "url",
                                        "aml://asset/" + asset,
                                        "framework",
                                        "Onnx",
                                        "mimeType",
                                        "application/octet-stream"))
                        .expect(200)
                        .json()
                        .path("id")
                        .asText();
        String started =
                client.json(
                                "POST",
                                models("/images"),
                                token,
                                Map.of(
                                        "name", "planted",
                                        "modelIds", List.of(model),
                                        "imageType", "Docker",
                                        "imageFlavor", "WebApiContainer",
                                        "environment", Map.of("name", "AzureML-ONNXRuntime-1.23")))
                        .expect(202)
                        .header("Operation-Location");
        String poll =
                started.startsWith("http")
                        ? started
                        : models(started.substring(started.indexOf("/operations/")));
        assertThat(azure.until(client, poll, token, "state", "Succeeded", "Failed"))
                .isEqualTo("Succeeded");
    }

    private void blob() throws Exception {
        BlobClient blob =
                AzureClients.storage(platform, flows)
                        .getBlobContainerClient("azureml")
                        .getBlobClient("planted.txt");
        byte[] content = fresh(Planted.BLOB_CONTENT).getBytes(StandardCharsets.UTF_8);
        blob.upload(new ByteArrayInputStream(content), content.length, true);
        blob.setMetadata(Map.of("planted", fresh(Planted.BLOB_METADATA)));
        BlobContainerClient container =
                AzureClients.storage(platform, flows).createBlobContainer("planted");
        container.setMetadata(Map.of("planted", fresh(Planted.CONTAINER_METADATA)));
        byte[] large = fresh(Planted.LARGE_BLOB).repeat(5000).getBytes(StandardCharsets.UTF_8);
        container.getBlobClient("large").upload(new ByteArrayInputStream(large), large.length);
        String sas =
                blob.generateSas(
                        new BlobServiceSasSignatureValues(
                                OffsetDateTime.now().plusHours(1),
                                new BlobSasPermission().setReadPermission(true)));
        client.get(azure.blob(flows.storageAccount(), "/azureml/planted.txt?" + sas), null)
                .expect(200);
        seen(Planted.SAS_SIGNATURE, sas.replaceFirst("(?s).*\\bsig=([^&]*).*", "$1"));
    }

    private void secrets() throws Exception {
        String owner = azure.armToken("owner");
        JsonNode properties =
                client.get(azure.arm(flows.workspaceId()), owner)
                        .expect(200)
                        .json()
                        .path("properties");
        String vault = properties.path("keyVault").asText();
        OperatorCredentials.ServicePrincipal principal =
                platform.platform().credentials().servicePrincipals().get("owner");
        Map<String, Object> policy =
                Map.of(
                        "tenantId",
                        principal.tenantId(),
                        "objectId",
                        principal.objectId(),
                        "permissions",
                        Map.of(
                                "secrets",
                                List.of("get", "list", "set"),
                                "keys",
                                List.of("get", "import"),
                                "certificates",
                                List.of("get", "create")));
        client.json(
                        "PUT",
                        azure.arm(vault + "/accessPolicies/add"),
                        owner,
                        Map.of("properties", Map.of("accessPolicies", List.of(policy))))
                .expect(200, 201);
        client.json(
                        "PUT",
                        azure.vault(
                                vault.substring(vault.lastIndexOf('/') + 1),
                                "/secrets/planted?api-version=7.4"),
                        azure.token("owner", "https://vault.azure.net"),
                        Map.of("value", fresh(Planted.VAULT_SECRET)))
                .expect(200);
        VaultPlants plants = new VaultPlants(platform, vault.substring(vault.lastIndexOf('/') + 1));
        planted.add(Planted.VAULT_KEY);
        needles.add(Needle.ofPrivateHalf(Planted.VAULT_KEY.toString(), plants.key()));
        planted.add(Planted.VAULT_CERTIFICATE);
        needles.add(Needle.ofPem(Planted.VAULT_CERTIFICATE.toString(), plants.certificate()));
        seen(
                Planted.STORAGE_ACCOUNT_KEY,
                listed(properties.path("storageAccount").asText() + "/listKeys", owner, "keys"));
        seen(
                Planted.REGISTRY_PASSWORD,
                listed(
                        properties.path("containerRegistry").asText() + "/listCredentials",
                        owner,
                        "passwords"));
    }

    private String listed(String id, String owner, String field) throws IOException {
        return client.json("POST", azure.arm(id), owner, null)
                .expect(200)
                .json()
                .path(field)
                .path(0)
                .path("value")
                .asText();
    }

    private void layer() throws Exception {
        String registry =
                client.get(azure.arm(flows.workspaceId()), azure.armToken("owner"))
                        .expect(200)
                        .json()
                        .at("/properties/containerRegistry")
                        .asText();
        byte[] layer = fresh(Planted.REGISTRY_LAYER).getBytes(StandardCharsets.UTF_8);
        new RegistryBlobs(platform, registry, "planted").push(layer).expect(201);
    }

    private void scoring() throws Exception {
        ScoredService service = ScoredService.find(platform, "cancer-service");
        seen(Planted.SCORING_KEY, service.key());
        Map<String, Object> body =
                Map.of(
                        "data",
                        List.of(Collections.nCopies(30, 1.5)),
                        "note",
                        fresh(Planted.SCORING_PAYLOAD));
        // with the key where it does not belong, too
        client.json("POST", service.uri() + "?key=" + service.key(), service.key(), body)
                .expect(500); // the script wants no note, and says so in its log
        ScoringRecords records = new ScoringRecords(platform, new PersistentClient());
        records.expect(service.score(client).expect(200));
        records.awaitEachOnce();
    }

    private void connection() throws IOException {
        Map<String, Object> properties =
                Map.of(
                        "authType",
                        "PAT",
                        "category",
                        "Git",
                        "target",
                        "https://git.example.org",
                        "credentials",
                        Map.of("pat", fresh(Planted.CONNECTION_TOKEN)));
        String connection = azure.arm(flows.workspaceId() + "/connections/planted");
        client.json("PUT", connection, token, Map.of("properties", properties)).expect(200);
        client.json(
                        "POST",
                        azure.arm(flows.workspaceId() + "/connections/planted/listsecrets"),
                        token,
                        null)
                .expect(200);
    }

    private void notebook() throws Exception {
        String workspace = flows.workspaceId();
        azure.await(
                client,
                client.json("POST", azure.arm(workspace + "/prepareNotebook"), token, null)
                        .expect(202),
                token);
        seen(
                Planted.NOTEBOOK_KEY,
                client.json("POST", azure.arm(workspace + "/listNotebookKeys"), token, null)
                        .expect(200)
                        .json()
                        .path("primaryAccessKey")
                        .asText());
    }

    private void credentials() throws IOException {
        OperatorCredentials known = platform.platform().credentials();
        seen(Planted.CLIENT_SECRET, known.servicePrincipals().get("owner").secret());
        seen(Planted.USER_PASSWORD, known.users().get("olivia").password());
        seen(Planted.ADMINISTRATOR_SECRET, known.administrator().secret());
        azure.armToken("olivia");
        platform.tokens().administrator();
        seen(Planted.AAD_TOKEN, signature(token));
    }

    private void keys() throws IOException {
        for (Part part : Part.values()) {
            Path folder = platform.platform().folder().privateOf(part.key());
            if (part != Part.KAFKA) {
                seen(
                        Planted.DATABASE_PASSWORD,
                        Files.readString(folder.resolve("database.password")).strip());
            }
            if (part.isService()) {
                pem(Planted.KAFKA_KEY, folder.resolve("kafka.pem"));
                pem(Planted.TLS_KEY, folder.resolve("tls-key.pem"));
                pem(Planted.CLIENT_KEY, folder.resolve("client-key.pem"));
                seen(
                        Planted.ROOT_KEY,
                        Files.readString(folder.resolve("root-keys.json"))
                                .replaceFirst("(?s).*\"value\"\\s*:\\s*\"([^\"]*)\".*", "$1"));
            }
        }
    }

    private void underCustomerKeys() throws Exception {
        CustomerKeyedWorkspace workspace = new CustomerKeyedWorkspace(platform);
        workspace.create();
        byte[] content = fresh(Planted.CUSTOMER_BLOB).getBytes(StandardCharsets.UTF_8);
        workspace
                .container()
                .getBlobClient("planted")
                .upload(new ByteArrayInputStream(content), content.length);
        byte[] layer = fresh(Planted.CUSTOMER_LAYER).getBytes(StandardCharsets.UTF_8);
        new RegistryBlobs(platform, workspace.registry, "planted").push(layer).expect(201);
        workspace.writeRun("planted", fresh(Planted.CUSTOMER_RUN_TAG)).expect(200);
        planted.add(Planted.CUSTOMER_DATA_KEY);
        needles.addAll(
                new DataKeyNeedles(platform)
                        .under(workspace.vault, Planted.CUSTOMER_DATA_KEY.toString()));
        workspace.takeTheRoleBack();
    }

    private void pem(Planted kind, Path file) throws IOException {
        planted.add(kind);
        needles.add(Needle.ofPem(kind.toString(), Files.readString(file)));
    }

    private static String signature(String jwt) {
        return jwt.strip().substring(jwt.lastIndexOf('.') + 1).substring(0, 100);
    }

    private String training(String service, String rest) {
        return azure.training("eastus", service, flows.workspaceId(), rest);
    }

    private String models(String rest) {
        return azure.models("eastus", flows.workspaceId(), rest);
    }
}
