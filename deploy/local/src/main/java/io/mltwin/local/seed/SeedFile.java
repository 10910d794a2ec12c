package io.mltwin.local.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.local.seed.SeedProblems.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A seed file that was read and checked whole: tenants, principals and groups, and the steps, which
 * are calls that one of them makes.
 */
public final class SeedFile {
    private static final int MOST_CONTENT = 16 << 20;
    private static final String ADMINISTRATOR = "admin";
    /** The variable for names that Azure has only once, such as an endpoint's in a region. */
    private static final String UNIQUE = "unique";

    private static final Set<String> OWN_VARIABLES = Set.of("region", "resourceGroup", "workspace");

    private final Path file;
    private final SeedTarget target;
    private final SeedProblems problems;
    private final SeedText text;
    private final SeedSchema schema;
    private final JsonNode root;
    private final ObjectNode scope = JsonNodeFactory.instance.objectNode();
    private final List<Step> steps = new ArrayList<>();

    /** One step, with what the schema says of its kind. */
    record Step(Place place, JsonNode kind, JsonNode fields) {
        String name() {
            return SeedSchema.nameOf(kind);
        }
    }

    private SeedFile(Path file, SeedTarget target) {
        this.file = file;
        this.target = target;
        this.problems = new SeedProblems(file);
        this.text = new SeedText(problems);
        this.schema = new SeedSchema(text, problems);
        this.root = text.read(file);
    }

    /**
     * Reads a file and checks all that can be known before the first call.
     *
     * @throws io.mltwin.local.layout.RefusalException with all that is wrong, each with its place
     */
    public static SeedFile read(Path file, SeedTarget target) {
        SeedFile read = new SeedFile(file, target);
        read.problems.refuse();
        read.schema.check(read.root);
        read.problems.refuse();
        read.nameAll();
        read.root.path("steps").forEach(read::addStep);
        read.problems.refuse();
        return read;
    }

    private void nameAll() {
        scope.put("tenant", target.tenantId())
                .put("subscription", target.subscriptionId())
                .put("domain", target.domain())
                .put("region", target.region())
                .put("resourceGroup", target.resourceGroup())
                .put(UNIQUE, guid(UNIQUE).substring(0, 8))
                .put("workspace", "ws1");
        Set<String> given = new HashSet<>();
        scope.fieldNames().forEachRemaining(given::add);
        given.add(ADMINISTRATOR);
        target.credentials()
                .servicePrincipals()
                .forEach((name, known) -> scope.putObject(name)
                        .put("tenantId", known.tenantId())
                        .put("applicationId", known.applicationId())
                        .put("objectId", known.objectId())
                        .put("type", "ServicePrincipal"));
        target.credentials()
                .users()
                .forEach((name, known) -> scope.putObject(name)
                        .put("tenantId", known.tenantId())
                        .put("userPrincipalName", known.userPrincipalName())
                        .put("objectId", known.objectId())
                        .put("type", "User"));
        each(
                "tenants",
                given,
                (name, tenant) -> scope.putObject(name)
                        .put("tenantId", id("tenant", name))
                        .put("subscription", id("subscription", name))
                        .put("domain", name + "." + target.domain()));
        each("principals", given, this::namePrincipal);
        each(
                "groups",
                given,
                (name, group) -> scope.putObject(name)
                        .put(
                                "tenantId",
                                tenantOf("groups", name, group).path("tenantId").asText())
                        .put("objectId", id("group", name))
                        .put("type", "Group"));
        root.path("tenants").properties().forEach(tenant -> requireOwner(tenant.getKey(), tenant.getValue()));
        root.path("groups").properties().forEach(group -> {
            JsonNode members = group.getValue().path("members");
            for (int i = 0; i < members.size(); i++) {
                require(members, String.valueOf(i), members.path(i).asText(), false);
            }
        });
        JsonNode variables = root.path("variables");
        variables.properties().forEach(variable -> {
            String name = variable.getKey();
            if (scope.has(name) && !OWN_VARIABLES.contains(name)) {
                problems.add(text.keyOf(variables, name), "'" + name + "' has a value already: choose another name.");
            } else if (checkTexts(variables, name, variable.getValue())) {
                try {
                    scope.set(name, Placeholders.fillBounded(variable.getValue(), scope));
                } catch (Placeholders.TooLargeException e) {
                    problems.add(text.keyOf(variables, name), "'" + name + "' is too large: " + e.getMessage());
                }
            }
        });
    }

    private interface Named {
        void add(String name, JsonNode value);
    }

    private void each(String list, Set<String> taken, Named named) {
        root.path(list).properties().forEach(entry -> {
            String name = entry.getKey();
            if (!taken.add(name)) {
                problems.add(
                        text.keyOf(root.path(list), name), "The name '" + name + "' is taken: choose another one.");
            } else {
                JsonNode known = scope.path(name).path("objectId");
                named.add(name, entry.getValue());
                if (!known.isMissingNode() && !known.equals(scope.path(name).path("objectId"))) {
                    problems.add(
                            text.keyOf(root.path(list), name),
                            "'" + name + "' is somebody else on this platform: choose another name.");
                }
            }
        });
    }

    private void namePrincipal(String name, JsonNode principal) {
        JsonNode tenant = tenantOf("principals", name, principal);
        ObjectNode named = scope.putObject(name)
                .put("tenantId", tenant.path("tenantId").asText())
                .put("objectId", id("principal", name));
        if (SeedDirectory.isPerson(principal)) {
            named.put("userPrincipalName", name + "@" + tenant.path("domain").asText())
                    .put("type", "User");
        } else {
            named.put("applicationId", id("application", name)).put("type", "ServicePrincipal");
        }
    }

    private JsonNode tenantOf(String list, String name, JsonNode value) {
        String tenant = value.path("tenant").asText("self");
        if (!tenant.equals("self") && !root.path("tenants").has(tenant)) {
            problems.add(
                    text.valueOf(value, "tenant"),
                    "There is no tenant '" + tenant + "': add it to 'tenants', or leave this out.");
        }
        return tenant.equals("self") ? self() : scope.path(tenant);
    }

    private JsonNode self() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("tenantId", target.tenantId())
                .put("domain", target.domain());
    }

    /** The same name in the same tenant has the same id, so a second run finds what the first has made. */
    private String id(String kind, String name) {
        return guid(kind, name);
    }

    String guid(String... of) {
        String all = target.tenantId() + '\n' + String.join("\n", of);
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void require(JsonNode parent, String field, String name, boolean signsIn) {
        String type = scope.path(name).path("type").asText();
        if (type.isEmpty() || signsIn && type.equals("Group")) {
            problems.add(
                    text.valueOf(parent, field),
                    "There is nobody named '" + name + "'" + (signsIn ? " who can sign in" : "")
                            + ": add it to 'principals', or correct the name.");
        }
    }

    private void requireOwner(String name, JsonNode tenant) {
        String owner = tenant.path("owner").asText();
        if (!scope.path(owner).path("tenantId").equals(scope.path(name).path("tenantId"))
                || scope.path(owner).path("type").isMissingNode()) {
            problems.add(
                    text.valueOf(tenant, "owner"),
                    "'" + owner + "' is no principal of this tenant: add it to 'principals' with 'tenant: " + name
                            + "'.");
        }
    }

    private void addStep(JsonNode step) {
        JsonNode kind = schema.kind(step).orElseThrow();
        Place place = text.keyOf(step, SeedSchema.nameOf(kind));
        step.properties().forEach(field -> {
            JsonNode rule = schema.field(kind, field.getKey());
            String names = rule.path("x-names").asText();
            if (names.equals("file")) {
                checkFile(step, field.getKey(), field.getValue().asText());
            } else if (!names.isEmpty()) {
                require(step, field.getKey(), field.getValue().asText(), names.equals("signer"));
            } else {
                checkTexts(step, field.getKey(), field.getValue());
            }
        });
        checkCall(step, kind);
        String saved = step.path("save").asText();
        if (!saved.isEmpty() && scope.has(saved)) {
            problems.add(text.valueOf(step, "save"), "'" + saved + "' has a value already: choose another name.");
        } else if (!saved.isEmpty()) {
            scope.putNull(saved);
        }
        steps.add(new Step(place, kind, step));
    }

    private void checkCall(JsonNode step, JsonNode kind) {
        String path = step.path(SeedSchema.nameOf(kind)).asText();
        if (kind.path("x-raw").asBoolean()
                && !step.has("at")
                && !step.has("apiVersion")
                && !path.contains("api-version=")) {
            problems.add(
                    text.keyOf(step, SeedSchema.nameOf(kind)),
                    "Azure Resource Manager needs a version: add 'apiVersion'.");
        }
        List<String> contents = new ArrayList<>();
        for (String field : List.of("body", "text", "file")) {
            if (step.has(field)) {
                contents.add(field);
            }
        }
        boolean needed =
                kind.path("properties").has("file") && !kind.path("x-raw").asBoolean();
        if (contents.isEmpty() && needed) {
            problems.add(text.keyOf(step, SeedSchema.nameOf(kind)), "The step has no content: add 'text' or 'file'.");
        } else if (contents.size() > 1) {
            problems.add(
                    text.keyOf(step, contents.get(1)),
                    "A step has one content: leave out " + String.join(" or ", contents) + ".");
        }
    }

    private boolean checkTexts(JsonNode parent, String name, JsonNode value) {
        List<String> unknown = new ArrayList<>();
        if (value.isTextual()) {
            Placeholders.each(value.asText(), path -> {
                String head = path.split("\\.", 2)[0];
                boolean field = scope.path(head).isContainerNode()
                        && scope.at("/" + path.replace('.', '/')).isMissingNode();
                if (!scope.has(head)
                        || field
                        || path.equals(head)
                                && scope.path(head).isContainerNode()
                                && scope.path(head).has("tenantId")) {
                    unknown.add(path);
                }
            });
            if (Placeholders.isOpen(value.asText())) {
                problems.add(
                        text.valueOf(parent, name), "A '${' is not closed: add '}', or write '$$' for a dollar sign.");
            }
            unknown.forEach(path -> problems.add(
                    text.valueOf(parent, name),
                    "${" + path + "} has no value here: define it in 'variables', or 'save' it in a step before."));
            return unknown.isEmpty();
        }
        boolean known = true;
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            known &= checkTexts(value, field.getKey(), field.getValue());
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            known &= checkTexts(value, String.valueOf(i), value.path(i));
        }
        return known;
    }

    private void checkFile(JsonNode step, String field, String name) {
        try {
            content(name);
        } catch (IOException | java.nio.file.InvalidPathException e) {
            problems.add(
                    text.valueOf(step, field),
                    "There is no UTF-8 text of at most 16 MiB in '" + name
                            + "': name one in the folder of the seed file or below it.");
        }
    }

    /** Returns the text of a file in the folder of the seed file or below it. */
    String content(String name) throws IOException {
        Path content = file.toAbsolutePath().resolveSibling(name).normalize();
        boolean isBelow = content.startsWith(file.toAbsolutePath().normalize().getParent());
        if (!isBelow || !Files.isRegularFile(content) || Files.size(content) > MOST_CONTENT) {
            throw new IOException(name);
        }
        return SeedText.utf8(content, MOST_CONTENT);
    }

    /** Returns tenants, people and applications, as the fixture names its own. */
    public Fixture directory() {
        return new SeedDirectory(root, scope).fixture();
    }

    public SeedTarget target() {
        return target;
    }

    List<Step> steps() {
        return steps;
    }

    /** Returns the values of all names that are known before the first step. */
    ObjectNode names() {
        ObjectNode known = scope.deepCopy();
        known.properties().removeIf(name -> name.getValue().isNull());
        return known;
    }

    SeedSchema schema() {
        return schema;
    }

    /** Returns where a step stands: file, line and column. */
    String at(Step step) {
        return problems.at(step.place());
    }

    /** Returns how many steps there are. */
    public int size() {
        return steps.size();
    }
}
