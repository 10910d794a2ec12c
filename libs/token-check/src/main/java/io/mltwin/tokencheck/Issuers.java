package io.mltwin.tokencheck;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of trusted issuers: Azure AD (v1 and v2), Azure ML, and ARM for its assertions. */
@Singleton
public class Issuers {

    /** Which of the trusted issuers. */
    public enum Family {
        AZURE_AD,
        AZURE_ML,
        RESOURCE_MANAGER
    }

    /**
     * A trusted issuer.
     *
     * @param keysUrl where its JWKS is fetched, on the issuing service's own address
     * @param tenantId the tenant of an Azure AD issuer, else null
     */
    public record Issuer(Family family, String keysUrl, String tenantId) {}

    private final Pattern azureAd;
    private final Pattern azureMl;
    private final String resourceManager;
    private final Addresses addresses;

    public Issuers(Addresses addresses) {
        this.addresses = addresses;
        this.azureAd = Pattern.compile(Pattern.quote(addresses.login()) + "/([0-9a-f-]{36})/(v2\\.0)?");
        this.azureMl = Pattern.compile(Pattern.quote(addresses.login()) + "/aml/([a-z0-9]+)");
        this.resourceManager = addresses.management();
    }

    /** Returns the forms of all trusted issuers, for people. */
    String describe() {
        String login = addresses.login();
        return String.join(
                ", ", login + "/{tenant}/", login + "/{tenant}/v2.0", login + "/aml/{region}", resourceManager);
    }

    /** The issuer, or null when it is not trusted. */
    public Issuer find(String issuer) {
        if (issuer == null) {
            return null;
        }
        Matcher tenant = azureAd.matcher(issuer);
        if (tenant.matches()) {
            return new Issuer(
                    Family.AZURE_AD,
                    addresses.address(ServiceName.IDENTITY) + "/common/discovery/v2.0/keys",
                    tenant.group(1));
        }
        Matcher region = azureMl.matcher(issuer);
        if (region.matches()) {
            return new Issuer(
                    Family.AZURE_ML,
                    addresses.address(ServiceName.IDENTITY) + "/aml/" + region.group(1) + "/discovery/keys",
                    null);
        }
        if (issuer.equals(resourceManager)) {
            return new Issuer(
                    Family.RESOURCE_MANAGER, addresses.address(ServiceName.WORKSPACE) + "/.well-known/jwks.json", null);
        }
        return null;
    }
}
