package io.mltwin.compute.computetargets;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.attachedmachines.MachineAddress;
import io.mltwin.compute.attachedmachines.MachineCredential;
import java.util.Optional;

/**
 * {@code VirtualMachineProperties} and {@code HDInsightProperties}: where a machine is, and the
 * account of its administrator, whose credential is used once.
 *
 * @param address empty where the request names no address or no account
 * @param password or null
 * @param privateKey or null
 */
record MachineRequest(Optional<MachineAddress> address, String password, String privateKey) {

    private static final int LAST_PORT = 65535;
    private static final String PROPERTIES = "properties.properties.";
    private static final String ACCOUNT = PROPERTIES + "administratorAccount.";

    /**
     * Reads the properties of a machine.
     *
     * @throws AzureException 400 for what is incomplete or malformed
     */
    static MachineRequest read(JsonNode inner) {
        JsonNode account = inner.path("administratorAccount");
        String username = text(account, "username");
        invalidRequestContentIf(account.isObject() && username == null, ACCOUNT + "username is required.");
        invalidRequestContentIf(
                username != null && !MachineAddress.isUsername(username),
                ACCOUNT + "username is no name of an account.");
        int port = port(inner.path("sshPort"));
        String host = text(inner, "address");
        invalidRequestContentIf(
                host != null && !MachineAddress.isHost(host),
                PROPERTIES + "address must be a host name or an IP address.");
        MachineRequest request = new MachineRequest(
                host == null || username == null
                        ? Optional.empty()
                        : Optional.of(new MachineAddress(host, port, username)),
                text(account, "password"),
                text(account, "privateKeyData"));
        invalidRequestContentIf(
                request.hasCredential() && host == null,
                PROPERTIES + "address is required with an administratorAccount.");
        return request;
    }

    private static int port(JsonNode port) {
        if (port.isMissingNode() || port.isNull()) {
            return MachineAddress.DEFAULT_PORT;
        }
        invalidRequestContentIf(
                !port.canConvertToInt() || port.asInt() < 1 || port.asInt() > LAST_PORT,
                "%ssshPort must be 1 to %s.",
                PROPERTIES,
                LAST_PORT);
        return port.asInt();
    }

    private static String text(JsonNode node, String field) {
        String text = node.path(field).asText("");
        return text.isBlank() ? null : text;
    }

    /** Returns whether Azure ML is to log in and to authorize a key of its own. */
    boolean hasCredential() {
        return password != null || privateKey != null;
    }

    MachineCredential login() {
        return MachineCredential.ofAdministrator(password, privateKey);
    }

    @Override
    public String toString() {
        return "machine " + address.map(MachineAddress::toString).orElse("without an address");
    }
}
