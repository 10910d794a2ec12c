package io.mltwin.compute.aksclusters;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code SslConfiguration} of Azure's {@code AKSSchemaProperties}: at which name the services on an
 * AKS target are reached, and with whose certificate.
 *
 * @param cname of the customer's own; with {@code Auto} read-only, and null here
 * @param cert PEM; null for the one that the target has
 * @param key PEM; null for the one that the target has. Never shown
 * @param leafDomainLabel first part of a name in Azure's domain
 */
public record SslConfiguration(
        Status status, String cname, String cert, String key, String leafDomainLabel, boolean overwriteExistingDomain) {

    static final String MEMBER = "sslConfiguration";
    private static final String PATH = "properties.properties.sslConfiguration";
    private static final Pattern LABEL = Pattern.compile("[A-Za-z]([A-Za-z0-9-]{0,40}[A-Za-z0-9])?");
    private static final SslConfiguration NONE = new SslConfiguration(Status.DISABLED, null, null, null, null, false);

    /** {@code SslConfigStatus}. */
    public enum Status {
        DISABLED("Disabled"),
        ENABLED("Enabled"),
        AUTO("Auto");

        private final String text;

        Status(String text) {
            this.text = text;
        }
    }

    /**
     * Reads the member of a target's own properties; without it the status is Disabled.
     *
     * @throws io.mltwin.armweb.AzureException 400 for what does not fit its status
     */
    public static SslConfiguration read(JsonNode inner) {
        JsonNode given = inner.path(MEMBER);
        if (given.isMissingNode() || given.isNull()) {
            return NONE;
        }
        invalidRequestContentIf(!given.isObject(), PATH + " must be an object.");
        SslConfiguration read = new SslConfiguration(
                status(given),
                text(given, "cname"),
                text(given, "cert"),
                text(given, "key"),
                text(given, "leafDomainLabel"),
                flag(given, "overwriteExistingDomain"));
        return switch (read.status) {
            case DISABLED -> read.requireNothing();
            case ENABLED -> read.requireOwn();
            case AUTO -> read.requireLabel();
        };
    }

    private static Status status(JsonNode given) {
        String text = given.path("status").asText("Disabled");
        return Arrays.stream(Status.values())
                .filter(status -> AsciiCase.equal(status.text, text))
                .findFirst()
                .orElseThrow(() -> invalidRequestContent(PATH + ".status must be Disabled, Enabled or Auto."));
    }

    private static String text(JsonNode given, String member) {
        JsonNode value = given.path(member);
        invalidRequestContentIf(
                !value.isMissingNode() && !value.isNull() && !value.isTextual(), "%s.%s must be text.", PATH, member);
        return value.asText("").isBlank() ? null : value.asText();
    }

    private static boolean flag(JsonNode given, String member) {
        JsonNode value = given.path(member);
        invalidRequestContentIf(
                !value.isMissingNode() && !value.isNull() && !value.isBoolean(),
                "%s.%s must be true or false.",
                PATH,
                member);
        return value.asBoolean(false);
    }

    private SslConfiguration requireNothing() {
        refuse(cname, "cname", "Enabled");
        refuse(cert, "cert", "Enabled");
        refuse(key, "key", "Enabled");
        refuse(leafDomainLabel, "leafDomainLabel", "Auto");
        return this;
    }

    private SslConfiguration requireOwn() {
        require(cname, "cname");
        refuse(leafDomainLabel, "leafDomainLabel", "Auto");
        if (key != null) {
            require(cert, "cert");
        }
        return this;
    }

    private SslConfiguration requireLabel() {
        require(leafDomainLabel, "leafDomainLabel");
        refuse(cert, "cert", "Enabled");
        refuse(key, "key", "Enabled");
        invalidRequestContentIf(
                !LABEL.matcher(leafDomainLabel).matches(),
                "%s.leafDomainLabel must be 1 to 42 letters, digits and hyphens, begin with a letter and end with"
                        + " none of the hyphens.",
                PATH);
        return new SslConfiguration(status, null, null, null, leafDomainLabel, overwriteExistingDomain);
    }

    private static void require(String value, String member) {
        invalidRequestContentIf(value == null, "%s.%s is required.", PATH, member);
    }

    private static void refuse(String value, String member, String status) {
        invalidRequestContentIf(value != null, "%s.%s needs the status %s.", PATH, member, status);
    }

    /** Returns whether the services are reached at a name of the target. */
    public boolean isNamed() {
        return status != Status.DISABLED;
    }

    /** Leaves of the given properties what is stored and shown: no key and no certificate. */
    public static void dropSecrets(ObjectNode inner) {
        if (inner.get(MEMBER) instanceof ObjectNode given) {
            given.retain(List.of("status", "cname", "leafDomainLabel"));
        }
    }

    /** Puts the name that a target has got into its stored properties. */
    public static void addName(ObjectNode inner, String cname) {
        if (inner.get(MEMBER) instanceof ObjectNode given) {
            given.put("cname", cname);
        }
    }

    @Override
    public String toString() {
        return status.text + " for " + (cname == null ? leafDomainLabel : cname);
    }
}
