package io.mltwin.console.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.page.Attempt;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.runs.RunsResource.SubmitChoices;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Submits command jobs by Azure Resource Manager, and lists what they can be made of. */
@Singleton
record JobClient(ResourceManager arm, AzureClient azure, AzureHosts hosts, ConcurrentParts parts) {

    record Listed(String id, String name, ListedProperties properties) {}

    record ListedProperties(String computeType, String latestVersion) {}

    record Job(Properties properties) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Properties(
            String jobType,
            String displayName,
            String experimentName,
            String command,
            String codeId,
            String environmentId,
            String computeId) {}

    /** Returns what the form offers: targets, environments and code of the workspace. */
    SubmitChoices choices(MlWorkspace workspace) {
        List<Attempt<List<Listed>>> listed = parts.readAll(Stream.of("/computes", "/environments", "/codes")
                .map(type -> list(workspace, type))
                .toList());
        return new SubmitChoices(
                choices(listed.get(0), JobClient::compute),
                choices(listed.get(1), JobClient::version),
                choices(listed.get(2), JobClient::version),
                listed.stream().map(Attempt::refusal).filter(Objects::nonNull).toList());
    }

    /**
     * Submits a job, after its script was stored as a snapshot, and returns its name.
     *
     * @throws io.mltwin.armweb.AzureException with Azure's own status, code and text when it is
     *     refused
     */
    String submit(MlWorkspace workspace, SubmitFields fields) {
        String snapshot = fields.snapshot();
        if (!fields.script().isBlank()) {
            snapshot = UUID.randomUUID().toString();
            upload(workspace, snapshot, fields);
        }
        String code = snapshot.isEmpty() ? fields.code() : workspace.armId() + "/codes/" + snapshot + "/versions/1";
        String name = "console-" + UUID.randomUUID();
        ArmResourceId id = workspace.workspace().id().armId().child("jobs", name);
        Properties properties = new Properties(
                "Command",
                fields.displayName(),
                fields.experiment(),
                fields.command(),
                code,
                fields.environment(),
                fields.compute());
        arm.send("PUT", ResourceManager.path(id), new Job(properties)).orFault();
        return name;
    }

    private void upload(MlWorkspace workspace, String snapshot, SubmitFields fields) {
        SnapshotForm form = SnapshotForm.of(fields.scriptName(), fields.script());
        azure.send(new AzureCall(
                                hosts.machineLearning(workspace.region()),
                                "POST",
                                workspace.path("content/v1.0", "/snapshots/" + snapshot))
                        .withBytes(form.contentType(), form.body()))
                .orFault();
    }

    private Supplier<Attempt<List<Listed>>> list(MlWorkspace workspace, String type) {
        String path = ResourceManager.path(workspace.workspace().id().armId(), type);
        return () -> Attempt.of(() -> arm.list(path, Listed.class));
    }

    private static List<SubmitChoices.Choice> choices(
            Attempt<List<Listed>> listed, Function<Listed, SubmitChoices.Choice> choice) {
        return listed.refusal() != null
                ? List.of()
                : listed.value().stream().map(choice).toList();
    }

    private static SubmitChoices.Choice compute(Listed compute) {
        String type = compute.properties() == null ? "" : compute.properties().computeType();
        return new SubmitChoices.Choice(compute.id(), compute.name() + " (" + type + ")");
    }

    private static SubmitChoices.Choice version(Listed container) {
        String version =
                container.properties() == null || container.properties().latestVersion() == null
                        ? "1"
                        : container.properties().latestVersion();
        return new SubmitChoices.Choice(container.id() + "/versions/" + version, container.name() + ":" + version);
    }

    /**
     * The multipart form by which the content service takes a snapshot of one file.
     *
     * @param contentType with the boundary
     */
    record SnapshotForm(String contentType, byte[] body) {

        /**
         * @param name of the file; what could end the header becomes an underscore
         */
        static SnapshotForm of(String name, String content) {
            String boundary = "console-" + UUID.randomUUID();
            String part = "--"
                    + boundary
                    + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\""
                    + name.replaceAll("[\"\\r\\n]", "_")
                    + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                    + content.replace("\r\n", "\n")
                    + "\r\n--"
                    + boundary
                    + "--\r\n";
            return new SnapshotForm("multipart/form-data; boundary=" + boundary, part.getBytes(StandardCharsets.UTF_8));
        }
    }
}
