package io.mltwin.keyvault.certificates.issuers;

import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.vaults.Vault;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Issuers by name. */
@ApplicationScoped
class IssuerRepository implements PanacheRepositoryBase<IssuerEntity, UUID> {

    IssuerEntity byName(Vault vault, ObjectName name) {
        return find("vaultId = ?1 and nameKey = ?2", vault.id(), name.key()).firstResult();
    }

    List<IssuerEntity> after(Vault vault, String nameKey, int most) {
        return find("vaultId = ?1 and nameKey > ?2 order by nameKey", vault.id(), nameKey)
                .page(0, most)
                .list();
    }
}
