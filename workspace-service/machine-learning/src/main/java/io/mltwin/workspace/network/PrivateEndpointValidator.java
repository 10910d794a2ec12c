package io.mltwin.workspace.network;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.NameRule;
import io.mltwin.workspace.machinelearning.privatelink.PrivateEndpointConnections;
import java.util.List;
import java.util.regex.Pattern;

/** Validates a request for a private endpoint. */
final class PrivateEndpointValidator {

    /**
     * A valid request for a private endpoint.
     *
     * @param manual true when the owner of the workspace is asked to approve the connection
     * @param message for the owner
     */
    record PrivateEndpointRequest(
            ArmResourceId subnet, String connectionName, boolean manual, ArmResourceId workspace, String message) {}

    static final String TYPE = "Microsoft.Network/privateEndpoints";

    static final NameRule NAME = NameRule.of(
            "[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}[a-zA-Z0-9_]",
            "a private endpoint has 1 to 64 letters, digits, '.', '_' and '-', starts with"
                    + " a letter or digit and ends with one or '_'.");
    private static final Pattern CONNECTION_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,80}");
    private static final String SUBNETS = "Microsoft.Network/virtualNetworks/subnets";
    private static final String WORKSPACES = "Microsoft.MachineLearningServices/workspaces";
    private static final int LONGEST_MESSAGE = 140;

    private PrivateEndpointValidator() {}

    /**
     * Validates a PUT.
     *
     * @throws AzureException 400 for what Azure refuses, 501 for what is not built
     */
    static PrivateEndpointRequest validate(PrivateEndpointBody body) {
        PrivateEndpointBody.Properties given = body.properties();
        if (given == null || given.subnet() == null || given.subnet().id() == null) {
            throw fault("SubnetIdRequired", "properties.subnet.id is missing.");
        }
        notBuiltIf(
                !isEmpty(given.ipConfigurations()) || !isEmpty(given.applicationSecurityGroups()),
                "ipConfigurations and applicationSecurityGroups of a private endpoint");
        ArmResourceId subnet = ArmResourceId.parse(given.subnet().id());
        if (!AsciiCase.equal(subnet.type(), SUBNETS)) {
            throw fault("InvalidSubnetId", "properties.subnet.id is no id of a subnet.");
        }
        List<PrivateEndpointBody.Connection> own = orEmpty(given.privateLinkServiceConnections());
        List<PrivateEndpointBody.Connection> asked = orEmpty(given.manualPrivateLinkServiceConnections());
        if (own.size() + asked.size() != 1) {
            throw fault(
                    "InvalidPrivateLinkServiceConnections",
                    "A private endpoint has one connection, in privateLinkServiceConnections or in"
                            + " manualPrivateLinkServiceConnections.");
        }
        boolean manual = own.isEmpty();
        return request(subnet, manual, (manual ? asked : own).get(0));
    }

    private static PrivateEndpointRequest request(
            ArmResourceId subnet, boolean manual, PrivateEndpointBody.Connection connection) {
        PrivateEndpointBody.ConnectionProperties given = connection.properties();
        if (connection.name() == null
                || !CONNECTION_NAME.matcher(connection.name()).matches()) {
            throw fault("InvalidResourceName", "The connection's name is missing or not valid.");
        }
        if (given == null || given.privateLinkServiceId() == null) {
            throw fault("PrivateLinkServiceIdRequired", "privateLinkServiceId of the connection is missing.");
        }
        ArmResourceId target = ArmResourceId.parse(given.privateLinkServiceId());
        if (!AsciiCase.equal(target.type(), WORKSPACES)) {
            throw notBuilt("A private endpoint to a " + target.type());
        }
        List<String> groups = orEmpty(given.groupIds());
        if (groups.size() != 1 || !AsciiCase.equal(PrivateEndpointConnections.GROUP, groups.get(0))) {
            throw fault(
                    "InvalidGroupId",
                    "groupIds of a connection to a workspace is [\"" + PrivateEndpointConnections.GROUP + "\"].");
        }
        String message = requireNonNullElse(given.requestMessage(), "");
        if (message.length() > LONGEST_MESSAGE) {
            throw fault("InvalidRequestMessage", "requestMessage has more than " + LONGEST_MESSAGE + " characters.");
        }
        return new PrivateEndpointRequest(subnet, connection.name(), manual, target, message);
    }

    static AzureException fault(String code, String message) {
        return badRequest(code, message);
    }
}
