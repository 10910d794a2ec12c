package io.mltwin.compute.attachedmachines;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import java.util.Map;

/**
 * Refusals of attaching. None repeats what a server has said: the address is the caller's choice,
 * and may be no machine of the caller's. A port that is closed and one where no SSH server answers
 * are told alike.
 */
final class MachineErrors {

    private static final String PROPERTIES = "properties.properties.";
    private static final String ACCOUNT = PROPERTIES + "administratorAccount";

    private MachineErrors() {}

    static AzureException busy() {
        return new AzureException(
                        429,
                        "TooManyRequests",
                        "Other machines of this workspace are connected to, and do not answer yet: try again later.")
                .withHeaders(Map.of("Retry-After", "10"));
    }

    static AzureException unreachable(MachineAddress address) {
        return failed(
                "No SSH server answers at "
                        + address.server()
                        + ": give the address and sshPort at which Azure Machine Learning reaches the compute target.",
                PROPERTIES + "address");
    }

    static AzureException refused(MachineAddress address) {
        return failed(
                "The compute target at "
                        + address.server()
                        + " did not accept the credential of '"
                        + address.username()
                        + "'.",
                ACCOUNT);
    }

    static AzureException hostKeyChanged(MachineAddress address) {
        return failed(
                "The SSH server at "
                        + address.server()
                        + " has another host key than when it was attached, so nothing was sent to it. If the machine was made again,"
                        + " detach the compute target and attach it again.",
                PROPERTIES + "address");
    }

    static AzureException keyNotAuthorized(MachineAddress address, String why) {
        return failed(
                "The key of Azure Machine Learning could not be authorized for '"
                        + address.username()
                        + "' at "
                        + address.server()
                        + ": "
                        + why,
                ACCOUNT);
    }

    static AzureException noPrivateKey() {
        return badRequest(
                        "InvalidRequestContent",
                        "administratorAccount.privateKeyData is no private key that can be read: give one in PEM or OpenSSH's form, and"
                                + " its passphrase as password if it has one.")
                .withTarget(ACCOUNT + ".privateKeyData");
    }

    static AzureException credentialMissing() {
        return badRequest(
                        "InvalidRequestContent",
                        "The address or the account of the compute target changes: give administratorAccount.password or"
                                + " privateKeyData, since neither was stored.")
                .withTarget(ACCOUNT);
    }

    private static AzureException failed(String message, String target) {
        return badRequest("ComputeAttachFailed", message).withTarget(target);
    }
}
