package io.mltwin.compute.sshaccounts;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code remoteLoginPortPublicAccess} of a cluster: whether the SSH port of its nodes is open. Not
 * specified, it is closed in a subnet, else open; from the creation on it is one or the other (REST
 * reference of Machine Learning Compute, {@code RemoteLoginPortPublicAccess}).
 */
public enum RemoteLogin {
    ENABLED("Enabled"),
    DISABLED("Disabled"),
    NOT_SPECIFIED("NotSpecified");

    private static final String FIELD = "remoteLoginPortPublicAccess";

    private final String wire;

    RemoteLogin(String wire) {
        this.wire = wire;
    }

    /**
     * Reads it from a cluster's own properties.
     *
     * @throws AzureException 400 for another value
     */
    public static RemoteLogin read(JsonNode inner) {
        JsonNode given = inner.path(FIELD);
        if (given.isMissingNode() || given.isNull()) {
            return NOT_SPECIFIED;
        }
        return Stream.of(values())
                .filter(one -> given.isTextual() && AsciiCase.equal(one.wire, given.textValue()))
                .findFirst()
                .orElseThrow(() -> invalidRequestContent(
                        "properties.properties.%s must be one of %s.",
                        FIELD, List.of("Enabled", "Disabled", "NotSpecified")));
    }

    /** Returns what holds from the creation of a cluster on. */
    public RemoteLogin resolve(boolean inSubnet) {
        if (this != NOT_SPECIFIED) {
            return this;
        }
        return inSubnet ? DISABLED : ENABLED;
    }

    /** Writes it among a cluster's own properties. */
    public void write(ObjectNode inner) {
        inner.put(FIELD, wire);
    }

    public String wire() {
        return wire;
    }
}
