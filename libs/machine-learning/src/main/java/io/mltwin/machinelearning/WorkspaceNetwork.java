package io.mltwin.machinelearning;

import static io.mltwin.armweb.AzureException.forbidden;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.mltwin.armweb.AzureException;
import java.util.List;

/**
 * Where calls to the data planes of a workspace may come from ("Configure a private endpoint for an
 * Azure Machine Learning workspace"): from anywhere while it has public network access, else
 * through its approved private endpoints. The address is that of the TCP connection; no header is
 * read. Azure Resource Manager's own calls are not data plane and not asked about.
 *
 * @param publicAccess false for {@code publicNetworkAccess: Disabled}
 * @param privateAddresses of private endpoints whose connection is approved
 * @param v1LegacyMode true when what belongs to the workspace's data planes is not to go through
 *     Azure Resource Manager ("Network isolation change with our new API platform")
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorkspaceNetwork(boolean publicAccess, List<String> privateAddresses, boolean v1LegacyMode) {

    /** {@code 127.64.0.0/10}: loopback addresses that private endpoints have, and nothing else. */
    private static final String LOOPBACK = "127.";

    private static final int FIRST = 64;
    private static final int AFTER = 128;

    /** Of a workspace that nothing is known of but that it is there. */
    public static final WorkspaceNetwork OPEN = new WorkspaceNetwork(true, List.of(), false);

    public WorkspaceNetwork {
        privateAddresses = privateAddresses == null ? List.of() : List.copyOf(privateAddresses);
    }

    /** True for an address that only a connection through a private endpoint comes from. */
    public static boolean isPrivate(String address) {
        if (!address.startsWith(LOOPBACK)) {
            return false;
        }
        int dot = address.indexOf('.', LOOPBACK.length());
        if (dot < 0) {
            return false;
        }
        String second = address.substring(LOOPBACK.length(), dot);
        return second.matches("\\d{1,3}") && Integer.parseInt(second) >= FIRST && Integer.parseInt(second) < AFTER;
    }

    /**
     * Returns the address of the nth private endpoint.
     *
     * @param number from 1 on; numbers are not used twice before all were
     */
    public static String privateAddress(long number) {
        long low = number % 254 + 1;
        long middle = number / 254 % 256;
        long high = FIRST + number / 254 / 256 % (AFTER - FIRST);
        return LOOPBACK + high + "." + middle + "." + low;
    }

    /**
     * Passes calls of the v2 API, which go through Azure Resource Manager from anywhere.
     *
     * @throws AzureException 403 in v1 legacy mode
     */
    public void requireV2() {
        if (v1LegacyMode) {
            throw forbidden(
                    "UserError",
                    "The workspace is in v1 legacy mode (properties.v1LegacyMode), in which the v2 API is"
                            + " not available. Update the workspace to leave it.");
        }
    }

    /**
     * Passes what comes from where calls may come from.
     *
     * @param remote address of the other end of the connection
     * @throws AzureException 403 in Azure ML's words
     */
    public void require(String remote) {
        boolean allowed = isPrivate(remote) ? privateAddresses.contains(remote) : publicAccess;
        if (!allowed) {
            throw forbidden(
                    "UserError", "Access to workspace was denied based on workspace private link configuration.");
        }
    }
}
