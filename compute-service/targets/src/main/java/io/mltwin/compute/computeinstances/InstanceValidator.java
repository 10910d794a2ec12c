package io.mltwin.compute.computeinstances;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.invalidResourceNameIf;
import static io.mltwin.armweb.ArmErrors.propertyChangeNotAllowed;
import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.compute.computeinstances.InstanceErrors.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Validates a compute instance ({@code ComputeInstanceProperties}, 2021-01-01 and later). What
 * would run on it, let somebody in or put it into a network is refused, since no machine boots.
 *
 * <p>Deviation: schedules, setup scripts, custom services, a subnet and SSH answer 501; sizes of
 * virtual machines are not compared with a catalogue, and a user it is assigned to not with the
 * directory.
 */
public final class InstanceValidator {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]{2,23}");
    private static final Pattern HAS_LETTER = Pattern.compile(".*[a-zA-Z].*");
    private static final Pattern SIZE = AsciiCase.pattern("standard_[a-z][a-z0-9_-]*");
    private static final Pattern GUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final Pattern PUBLIC_KEY =
            Pattern.compile("(ssh-(rsa|ed25519)|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]{16,}={0,2}( .*)?\\s*");

    private static final String SHARING = "applicationSharingPolicy";
    private static final String AUTHORIZATION = "computeInstanceAuthorizationType";
    private static final String SSH = "sshSettings";
    private static final String SSH_ACCESS = "sshPublicAccess";
    private static final String PERSONAL = "personalComputeInstanceSettings";
    private static final String IDLE = "idleTimeBeforeShutdown";

    /** Switches that are kept and change nothing, as nothing runs. */
    private static final List<String> SWITCHES =
            List.of("enableSSO", "enableNodePublicIp", "enableRootAccess", "releaseQuotaOnStop", "enableOSPatching");

    private static final Rules<JsonNode> IDLE_TIME = rules("")
            .duration(
                    Duration.ofMinutes(15),
                    Duration.ofDays(3),
                    "is an ISO 8601 duration from 15 minutes to 3 days, such as PT30M.",
                    IDLE);

    private static final Rules<JsonNode> USER = rules(PERSONAL + ".")
            .must(GUID.asMatchPredicate(), "must be a GUID.", "assignedUser.objectId", "assignedUser.tenantId");

    private static final Rules<JsonNode> RULES = rules("")
            .must(SIZE.asMatchPredicate(), "is required, such as STANDARD_DS3_V2.", "vmSize")
            .notBuiltIfAsked(
                    "The property '%s' of a compute instance", "subnet", "customServices", "setupScripts", "schedules")
            .oneOf(List.of("Personal", "Shared"), "'%s' is none of [Personal, Shared].", SHARING)
            .oneOf(List.of("personal"), "'%s' is none of [personal].", AUTHORIZATION)
            .and(given -> SWITCHES.forEach(field -> validateSwitch(given, field)))
            .and(given -> validateSsh(given.path(SSH)))
            .part(PERSONAL, USER::check)
            .and(IDLE_TIME::check);

    private InstanceValidator() {}

    private static Rules<JsonNode> rules(String place) {
        return Rules.of(JsonNode.class, place, InstanceErrors::invalid);
    }

    /** 3 to 24 characters; after a hyphen comes a letter sooner or later. */
    public static void validateName(String name) {
        invalidResourceNameIf(
                !NAME.matcher(name).matches()
                        || !HAS_LETTER
                                .matcher(name.substring(name.lastIndexOf('-') + 1))
                                .matches(),
                name,
                "a compute instance has 3 to 24 letters, digits and hyphens, the first a letter, and at least one letter after each hyphen.");
    }

    /** Everything that is asked of an instance but where it lies and whose it is. */
    public static void validate(JsonNode given) {
        RULES.check(given);
    }

    /** In the workspace's own region and for a user of its tenant. */
    public static void validatePlace(String location, JsonNode given, Workspace workspace) {
        invalidRequestContentIf(
                location != null && !AsciiCase.equal(location.replace(" ", ""), workspace.region()),
                "location: a compute instance lies in its workspace's region, %s, not in '%s'.",
                workspace.region(),
                location);
        String tenant =
                given.path(PERSONAL).path("assignedUser").path("tenantId").asText(null);
        if (tenant != null && !AsciiCase.equal(tenant, workspace.tenantId())) {
            throw invalid(PERSONAL + ".assignedUser.tenantId", "is another tenant than the workspace's.");
        }
    }

    /** Refuses a change of values that are set at creation. */
    public static void validateChange(JsonNode old, JsonNode given) {
        if (!old.path(PERSONAL).equals(given.path(PERSONAL))) {
            throw propertyChangeNotAllowed("properties." + PERSONAL);
        }
    }

    /** Returns the kept part of the given properties, with Azure's defaults. */
    public static ObjectNode kept(ObjectNode given) {
        ObjectNode kept = given.objectNode();
        kept.put("vmSize", given.path("vmSize").asText());
        kept.put(SHARING, oneOf(given, SHARING, "Shared", "Personal"));
        kept.put(AUTHORIZATION, oneOf(given, AUTHORIZATION, "personal"));
        ObjectNode ssh = kept.putObject(SSH);
        ssh.put(SSH_ACCESS, oneOf(given.path(SSH), SSH_ACCESS, "Disabled", "Enabled"));
        String key = given.path(SSH).path("adminPublicKey").asText("");
        if (!key.isEmpty()) {
            ssh.put("adminPublicKey", key);
        }
        if (given.path(PERSONAL).path("assignedUser").isObject()) {
            JsonNode user = given.path(PERSONAL).path("assignedUser");
            kept.putObject(PERSONAL)
                    .putObject("assignedUser")
                    .put("objectId", AsciiCase.lower(user.path("objectId").asText()))
                    .put("tenantId", AsciiCase.lower(user.path("tenantId").asText()));
        }
        SWITCHES.stream().filter(given::hasNonNull).forEach(field -> kept.set(field, given.path(field)));
        idle(given).ifPresent(time -> kept.put(IDLE, given.path(IDLE).asText()));
        return kept;
    }

    /** After how long without use it is stopped; empty: never. */
    public static Optional<Duration> idle(JsonNode given) {
        if (!given.hasNonNull(IDLE)) {
            return Optional.empty();
        }
        IDLE_TIME.check(given);
        return Optional.of(Duration.parse(given.path(IDLE).asText()));
    }

    private static void validateSsh(JsonNode ssh) {
        if (ssh.isMissingNode() || ssh.isNull()) {
            return;
        }
        if (!ssh.isObject()) {
            throw invalid(SSH, "is no object.");
        }
        String key = ssh.path("adminPublicKey").asText("");
        if (!key.isEmpty() && !PUBLIC_KEY.matcher(key).matches()) {
            throw invalid(SSH + ".adminPublicKey", "is no public key as ssh-keygen writes it.");
        }
        if (oneOf(ssh, SSH_ACCESS, "Disabled", "Enabled").equals("Enabled")) {
            if (key.isEmpty()) {
                throw invalid(SSH + ".adminPublicKey", "is required for SSH.");
            }
            throw notBuilt("SSH to a compute instance");
        }
    }

    private static void validateSwitch(JsonNode given, String field) {
        if (given.hasNonNull(field) && !given.path(field).isBoolean()) {
            throw invalid(field, "is true or false.");
        }
    }

    /** The value in Azure's spelling; the first one when nothing is given. */
    private static String oneOf(JsonNode given, String field, String... known) {
        if (!given.hasNonNull(field)) {
            return known[0];
        }
        for (String value : known) {
            if (AsciiCase.equal(value, given.path(field).asText())) {
                return value;
            }
        }
        throw invalid(field, "'" + given.path(field).asText() + "' is none of " + List.of(known) + ".");
    }
}
