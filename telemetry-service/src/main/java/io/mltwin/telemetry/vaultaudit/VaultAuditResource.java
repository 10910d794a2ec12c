package io.mltwin.telemetry.vaultaudit;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.encoding.Absence.isBlank;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** Shows the administrator the audit events of a key vault. */
@Path("/_mltwin/audit")
public class VaultAuditResource {

    private static final int MOST = 1000;

    private final VaultAuditService service;

    public VaultAuditResource(VaultAuditService service) {
        this.service = service;
    }

    /**
     * Returns the newest ones, newest first.
     *
     * @param vault the vault's ARM id
     */
    @GET
    public List<VaultAuditBody> newest(@RestQuery String vault) {
        badRequestIf(isBlank(vault), "BadRequest", "Give the vault's ARM id in the query parameter 'vault'.");
        return service.newest(vault, MOST);
    }
}
