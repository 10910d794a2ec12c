package io.mltwin.identity;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.ServiceName;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Logs at start which Azure services this one plays, and at which addresses. */
@ApplicationScoped
class IdentityStart {

    private static final Logger LOG = Logger.getLogger(IdentityStart.class);

    private final Addresses addresses;
    private final PlatformConfig config;
    private final String database;

    IdentityStart(
            Addresses addresses, PlatformConfig config, @ConfigProperty(name = "mltwin.database.url") String database) {
        this.addresses = addresses;
        this.config = config;
        this.database = database;
    }

    void announce(@Observes StartupEvent event) {
        LOG.infof(
                "Azure AD and Graph: issuers %1$s/{tenant}/ and %1$s/{tenant}/v2.0, run tokens"
                        + " %1$s/aml/{region}; Graph %2$s; port %3$d; database %4$s; no insecure"
                        + " setting",
                addresses.login(), addresses.graph(), ServiceName.IDENTITY.port(config.portBase()), database);
    }
}
