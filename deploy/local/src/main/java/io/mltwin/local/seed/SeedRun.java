package io.mltwin.local.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.encoding.AsciiCase;
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
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Progress;
import io.mltwin.local.seed.SeedFile.Step;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Brings a seed file into a running platform. Each call of a step is made as its principal, unless
 * what it would make is there already: what is read at its address has all that its body says.
 */
public final class SeedRun {
    private static final Duration ASKED_AGAIN = Duration.ofMinutes(1);
    private static final List<String> WRITES = List.of("put", "patch", "post", "delete");

    private final SeedFile file;
    private final OperatorCredentials credentials;
    private final PlatformSettings settings;
    private final PlatformClient client;
    private final Path marker;
    private final Progress progress;
    private final Map<String, String> tokens = new HashMap<>();
    private final ObjectNode names;
    private int changes;

    /**
     * @param credentials of the file's target, completed by its principals
     * @param marker a file that remembers what was written and is not shown when it is read
     */
    public SeedRun(
            SeedFile file,
            OperatorCredentials credentials,
            PlatformSettings settings,
            PlatformClient client,
            Path marker,
            Progress progress) {
        this.file = file;
        this.credentials = credentials;
        this.settings = settings;
        this.client = client;
        this.marker = marker;
        this.progress = progress;
        this.names = file.names();
    }

    /**
     * Does all steps and returns how many calls changed something.
     *
     * @throws RefusalException with the place of the step that the platform refused; those before it stand
     */
    public int apply() throws IOException, InterruptedException {
        seedDirectory();
        for (Step step : file.steps()) {
            try {
                apply(step);
            } catch (RefusalException | Placeholders.MissingValueException | IllegalArgumentException e) {
                throw new RefusalException(
                        file.at(step) + ": " + e.getMessage().replaceFirst("^The seed failed: ", "")
                                + "\nWhat was made before stays: correct the step and run the seed again.",
                        e);
            }
        }
        return changes;
    }

    /** Azure has no public call for a tenant and its first people. */
    private void seedDirectory() throws IOException {
        Fixture directory = file.directory();
        if (directory.tenants().isEmpty()
                && directory.users().isEmpty()
                && directory.servicePrincipals().isEmpty()
                && directory.groups().isEmpty()) {
            return;
        }
        String administrator = new Tokens(client, settings, credentials).administrator();
        seed(PlatformService.IDENTITY, administrator, IdentitySeed.of(directory, credentials));
        seed(PlatformService.WORKSPACE, administrator, new Seeding.WorkspaceSeed(directory.subscriptions()));
    }

    private void seed(PlatformService service, String token, Object body) throws IOException {
        calls(client, service.toString())
                .send(Call.of("PUT", settings.ports().of(service), "/_mltwin/seed")
                        .as(token)
                        .json(body));
    }

    private SeedCalls calls(PlatformClient by, String subject) {
        return new SeedCalls(by, new Patience(ASKED_AGAIN, progress::say), subject, progress);
    }

    private void apply(Step step) throws IOException, InterruptedException {
        ObjectNode scope = names.deepCopy();
        scope.setAll(fields(step));
        for (JsonNode does : step.kind().path("x-does")) {
            JsonNode each = does.has("each") ? Placeholders.fill(does.path("each"), scope) : null;
            if (each == null) {
                call(step, does, scope);
                continue;
            }
            for (Map.Entry<String, JsonNode> entry : each.properties()) {
                scope.put("key", entry.getKey());
                scope.set("value", entry.getValue());
                scope.put("guid", file.guid(step.fields().toString(), entry.getKey()));
                call(step, does, scope);
            }
        }
    }

    private ObjectNode fields(Step step) throws IOException {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> known : step.kind().path("properties").properties()) {
            String name = known.getKey();
            JsonNode rule = file.schema().field(step.kind(), name);
            JsonNode said = step.fields().has(name) ? step.fields().path(name) : rule.path("default");
            if (said.isMissingNode()) {
                continue;
            }
            String of = rule.path("x-names").asText();
            JsonNode value = of.isEmpty() ? Placeholders.fill(said, names) : said;
            switch (of) {
                case "principal" -> value = names.path(said.asText());
                case "file" -> fields.put("text", file.content(said.asText()));
                default -> {}
            }
            fields.set(name, value);
        }
        fields.put("guid", file.guid(Placeholders.fill(step.fields(), names).toString()));
        return fields;
    }

    private void call(Step step, JsonNode does, ObjectNode scope) throws IOException, InterruptedException {
        JsonNode said = Placeholders.fill(does, scope);
        String who = scope.path("as").asText();
        if (said.has("get")) {
            Place place = place(said);
            Reply found = calls(client, "")
                    .send(place.call("GET", said.path("get").asText()).as(token(who, place.resource())));
            scope.set(said.path("save").asText(), found.body());
            return;
        }
        String verb = WRITES.stream().filter(said::has).findFirst().orElseThrow();
        String path = said.path(verb).asText();
        Place place = place(said);
        String token = token(who, place.resource());
        PlatformClient by = client.with(headers(said));
        SeedCalls calls = calls(by, path);
        Call write = content(
                place.call(verb.toUpperCase(java.util.Locale.ROOT), path).as(token), said);
        Reply found = calls.look(
                place.call("GET", said.path("unless").asText(said.path("look").asText(path)))
                        .as(token));
        if (stands(verb, said, found, write)) {
            save(said, found);
            return;
        }
        Reply made = calls.send(write);
        calls.await(token, made);
        changes++;
        progress.say(file.at(step) + ": " + write + " as " + who);
        boolean saves = said.has("save");
        if (saves || verb.equals("put") || verb.equals("patch")) {
            Reply now = verb.equals("post") || verb.equals("delete")
                    ? made
                    : calls.look(place.call("GET", path).as(token));
            remember(said, now, write);
            save(said, now);
        }
    }

    private void save(JsonNode said, Reply answer) {
        if (said.has("save")) {
            names.set(said.path("save").asText(), answer.body());
        }
    }

    private boolean stands(String verb, JsonNode said, Reply found, Call write) throws IOException {
        if (said.has("look")) {
            return includes(found.body(), said.path("body"));
        }
        return switch (verb) {
            case "delete" -> found.status() == 404;
            case "post" -> found.status() == 200;
            default -> found.status() == 200 && (shows(said, found) || marks().contains(mark(write, said, found)));
        };
    }

    private static boolean shows(JsonNode said, Reply found) {
        return said.has("text")
                ? said.path("text").asText().equals(found.text())
                : contains(found.body(), said.path("body"));
    }

    /** Whether an answer has all that a body says. */
    static boolean contains(JsonNode found, JsonNode wanted) {
        if (wanted.isObject()) {
            return wanted.properties().stream()
                    .allMatch(field -> contains(found.path(field.getKey()), field.getValue()));
        }
        if (wanted.isArray()) {
            boolean same = found.size() == wanted.size();
            for (int i = 0; same && i < wanted.size(); i++) {
                same = contains(found.path(i), wanted.path(i));
            }
            return same;
        }
        if (wanted.isNumber() && found.isNumber()) {
            return wanted.decimalValue().compareTo(found.decimalValue()) == 0;
        }
        if (wanted.isTextual() && wanted.asText().startsWith("/")) {
            return AsciiCase.equal(wanted.asText(), found.asText());
        }
        return wanted.equals(found)
                || (wanted.isNull() || wanted.isMissingNode()) && (found.isMissingNode() || found.isNull());
    }

    /** A secret is not shown, and some texts are shown in another form: of both the answer is remembered. */
    private static String mark(Call write, JsonNode said, Reply found) {
        return Sha256.hex(write.method() + write.host() + write.path() + "\n" + write.body() + "\n"
                + part(found.body(), said.path("body")));
    }

    /** Returns of an answer what a body speaks of. */
    private static JsonNode part(JsonNode found, JsonNode wanted) {
        if (!wanted.isObject()) {
            return found;
        }
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        wanted.properties()
                .forEach(field -> part.set(field.getKey(), part(found.path(field.getKey()), field.getValue())));
        return part;
    }

    /** Whether each value of an array is among those that were found, in whatever order. */
    private static boolean includes(JsonNode found, JsonNode wanted) {
        if (!wanted.isArray()) {
            return wanted.isObject()
                    ? wanted.properties().stream()
                            .allMatch(field -> includes(found.path(field.getKey()), field.getValue()))
                    : contains(found, wanted);
        }
        return StreamSupport.stream(wanted.spliterator(), false)
                .allMatch(one ->
                        StreamSupport.stream(found.spliterator(), false).anyMatch(other -> includes(other, one)));
    }

    private List<String> marks() throws IOException {
        return Files.exists(marker) ? BoundedContent.text(marker).lines().toList() : List.of();
    }

    private void remember(JsonNode said, Reply now, Call write) throws IOException {
        if (!said.has("text") && !shows(said, now)) {
            List<String> known = new ArrayList<>(marks());
            known.add(mark(write, said, now));
            DataFolder.writePublic(marker, String.join("\n", known) + "\n");
        }
    }

    private static Map<String, String> headers(JsonNode said) {
        Map<String, String> headers = new LinkedHashMap<>();
        said.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    private static Call content(Call call, JsonNode said) throws IOException {
        if (said.has("text")) {
            return call.text(
                    said.path("contentType").asText("text/plain"),
                    said.path("text").asText());
        }
        return said.has("body") ? call.json(said.path("body")) : call;
    }

    private String token(String who, String resource) throws IOException {
        String key = who + " " + resource;
        if (!tokens.containsKey(key)) {
            tokens.put(key, new Tokens(client, settings, credentials).of(who, resource));
        }
        return tokens.get(key);
    }

    /** Where a plane is: its port, its host, and for what its tokens are. */
    private record Place(int port, String host, String resource, String version) {
        Call call(String method, String path) {
            if (!path.startsWith("/")) {
                throw new RefusalException("The path '" + path + "' must begin with '/'.");
            }
            String asked = path.replace(" ", "%20");
            String query = version.isEmpty() ? "" : (asked.contains("?") ? "&" : "?") + "api-version=" + version;
            return Call.of(method, port, asked + query).at(host);
        }
    }

    private Place place(JsonNode said) {
        String[] at = said.path("at").asText("management").split(" ", 2);
        // the last part, where it is the id of a resource
        String name = at.length < 2 ? "" : at[1].substring(at[1].lastIndexOf('/') + 1);
        if (at.length == 2 && !name.matches("[A-Za-z0-9-]{1,63}")) {
            throw new RefusalException("'at' names no " + at[0] + ": '" + name + "' is no label of a host.");
        }
        String version = said.path("apiVersion").asText();
        return switch (at[0]) {
            case "vault" -> place(PlatformService.KEYVAULT, name + ".vault", "https://vault.azure.net", version);
            case "blobs" -> place(PlatformService.WORKSPACE, name + ".blob.core", "https://storage.azure.com", version);
            case "training" -> place(PlatformService.COMPUTE, name + ".api", "https://management.azure.com", version);
            case "models" -> place(PlatformService.SCORING, name + ".models", "https://management.azure.com", version);
            default -> place(PlatformService.WORKSPACE, "management", "https://management.azure.com", version);
        };
    }

    private Place place(PlatformService service, String host, String resource, String version) {
        return new Place(settings.ports().of(service), host + "." + settings.base(), resource, version);
    }
}
