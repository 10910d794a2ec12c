package io.mltwin.keyvault.vaults;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.keyvault.vaults.VaultErrors.notFound;
import static io.mltwin.keyvault.vaults.VaultErrors.otherTenant;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.tokencheck.VerifiedToken;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps all active vaults in memory, by host label, since challenges are made on the event loop and
 * need a vault's tenant. Vaults are loaded at start and read again after each change.
 */
@ApplicationScoped
public class VaultCache implements Resettable {

    private final VaultRepository repository;
    private final MicrosoftVault microsoft;
    private final VaultDataKeys keys;
    private final Addresses addresses;
    private final Principals principals;
    private final Map<String, Vault> byName = new ConcurrentHashMap<>();
    private final Set<String> unread = ConcurrentHashMap.newKeySet();

    VaultCache(
            VaultRepository repository,
            MicrosoftVault microsoft,
            VaultDataKeys keys,
            Addresses addresses,
            Principals principals) {
        this.repository = repository;
        this.microsoft = microsoft;
        this.keys = keys;
        this.addresses = addresses;
        this.principals = principals;
    }

    void load(@Observes StartupEvent event) {
        QuarkusTransaction.requiringNew().run(microsoft::ensure);
        readAll();
    }

    private void readAll() {
        for (VaultEntity entity : QuarkusTransaction.requiringNew().call(repository::allActive)) {
            try {
                keep(entity);
            } catch (DataKeyException e) {
                // one vault that cannot be opened closes no other
                Log.errorf(e, "The key of the vault %s cannot be opened", entity.name);
                unread.add(entity.nameKey);
            }
        }
    }

    private void keep(VaultEntity entity) {
        byName.put(entity.nameKey, VaultMapper.vault(entity, keys.open(entity)));
    }

    /**
     * Reads one vault again; synchronized, so that the last change wins here as in the database. A
     * vault that could not be read is read when it is next needed.
     */
    synchronized void refresh(String name) {
        String key = AsciiCase.lower(name);
        unread.add(key);
        VaultEntity entity = QuarkusTransaction.requiringNew().call(() -> repository.byName(key));
        if (entity == null || entity.isDeleted()) {
            byName.remove(key);
        } else {
            keep(entity);
        }
        unread.remove(key);
    }

    @Override
    public void refill() {
        microsoft.ensure();
    }

    @Override
    public void clear() {
        byName.clear();
        unread.clear();
        readAll();
    }

    /**
     * Returns the vault of a data-plane request.
     *
     * @throws io.mltwin.armweb.AzureException 404 when there is none; 401 {@code AKV10032} when the
     *     token is of another tenant than the vault
     */
    public Vault require(String name, VerifiedToken token) {
        Vault vault = read(name);
        if (vault == null) {
            throw notFound(name);
        }
        requireTenant(vault, token);
        return vault;
    }

    private void requireTenant(Vault vault, VerifiedToken token) {
        if (!AsciiCase.equal(vault.tenantId(), token.tenantId()) && !isFirstParty(token)) {
            throw otherTenant(
                    addresses.login() + "/" + vault.tenantId() + "/", token.issuer(), challenge(vault.name()));
        }
    }

    /**
     * Returns the active vault of this name as it was last read, or null. Audit and challenges use
     * it.
     */
    public Vault find(String name) {
        return byName.get(AsciiCase.lower(name));
    }

    private Vault read(String name) {
        String key = AsciiCase.lower(name);
        if (unread.contains(key)) {
            EventLoopOrWorker.requireWorker();
            refresh(key);
        }
        return byName.get(key);
    }

    /**
     * Returns the vault of a path of Azure Resource Manager.
     *
     * @throws io.mltwin.armweb.AzureException 404
     */
    public Vault active(ArmResourceId id) {
        Vault vault = read(id.name());
        if (vault == null || !ArmResourceId.parse(vault.armId()).key().equals(id.key())) {
            throw parentResourceNotFound(id);
        }
        return vault;
    }

    /**
     * Deviation: Azure's first-party applications have a service principal in each tenant; here
     * they have one, in Microsoft's own, and the vault's policies or roles must still name it.
     */
    public boolean isFirstParty(VerifiedToken token) {
        return principals.tenantId().equals(token.tenantId()) && principals.isService(token.applicationId());
    }

    /** Returns the active vault of an ARM id. */
    public Optional<Vault> find(ArmResourceId id) {
        return Optional.ofNullable(read(id.name())).filter(vault -> AsciiCase.equal(vault.armId(), id.toString()));
    }

    /** Returns the challenge of a vault's host, which names the tenant's login and the resource. */
    public String challenge(String name) {
        Vault vault = byName.get(AsciiCase.lower(name));
        String tenant = vault == null ? "common" : vault.tenantId();
        return "Bearer authorization=\""
                + addresses.login()
                + "/"
                + tenant
                + "\", resource=\""
                + addresses.vaultAudience()
                + "\"";
    }
}
