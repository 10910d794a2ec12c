package io.mltwin.compute.networks;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.Optional;

/**
 * The network settings of an AmlCompute cluster.
 *
 * @param subnet of its nodes
 * @param hasPublicIp {@code enableNodePublicIp}
 */
public record NetworkSettings(Optional<ArmResourceId> subnet, boolean hasPublicIp) {

    private static final String SUBNETS = "Microsoft.Network/virtualNetworks/subnets";

    /**
     * Reads them from a cluster's own properties.
     *
     * @throws AzureException 400 {@code InvalidRequestContent}
     */
    public static NetworkSettings read(JsonNode properties) {
        JsonNode publicIp = properties.path("enableNodePublicIp");
        invalidRequestContentIf(
                !publicIp.isMissingNode() && !publicIp.isNull() && !publicIp.isBoolean(),
                "properties.properties.enableNodePublicIp is true or false.");
        JsonNode subnet = properties.path("subnet");
        return new NetworkSettings(
                subnet.isMissingNode() || subnet.isNull() ? Optional.empty() : Optional.of(subnetId(subnet.path("id"))),
                publicIp.asBoolean(true));
    }

    /**
     * Refuses nodes without a public address outside a subnet: nothing would reach them.
     *
     * @throws AzureException 400 {@code InvalidRequestContent}
     */
    public void requireReachable() {
        invalidRequestContentIf(
                !hasPublicIp && subnet.isEmpty(),
                "properties.properties.enableNodePublicIp can be false in a subnet only: give"
                        + " properties.properties.subnet.id too.");
    }

    /** Returns whether the same subnet is named. */
    public boolean isInSubnetOf(NetworkSettings other) {
        return subnet.map(ArmResourceId::key).equals(other.subnet.map(ArmResourceId::key));
    }

    private static ArmResourceId subnetId(JsonNode id) {
        try {
            ArmResourceId subnet = ArmResourceId.parse(id.asText(""));
            if (AsciiCase.equal(subnet.type(), SUBNETS) && subnet.resourceGroup() != null) {
                return subnet;
            }
        } catch (AzureException malformed) {
            // refused below
        }
        throw invalidRequestContent(
                "properties.properties.subnet.id '%s' is no id of a subnet: give"
                        + " /subscriptions/…/providers/Microsoft.Network/virtualNetworks/…/subnets/….",
                id.asText(""));
    }
}
