package io.mltwin.keyvault.objects;

import static io.mltwin.keyvault.objects.ObjectErrors.notFound;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Finds versions of secrets, keys or certificates; each entity names its object {@code owner}. */
public interface VersionRepository<V extends ObjectVersion, E extends VaultObject>
        extends PanacheRepositoryBase<V, UUID> {

    Kind kind();

    /** The entity's name in queries. */
    String entity();

    default V latest(E owner) {
        return find("owner = ?1 order by sequence desc", owner).firstResult();
    }

    /**
     * Returns a version.
     *
     * @param version empty for the latest
     * @throws io.mltwin.armweb.AzureException 404
     */
    default V require(E owner, String version) {
        V found = version.isEmpty() ? latest(owner) : named(owner, version);
        if (found == null) {
            throw notFound(kind(), new ObjectName(owner.name), version);
        }
        return found;
    }

    /** Returns null also for a name that no column can hold. */
    private V named(E owner, String version) {
        return version.indexOf('\0') >= 0
                ? null
                : find("owner = ?1 and version = ?2", owner, AsciiCase.lower(version))
                        .firstResult();
    }

    /** Returns the latest version of each active object after a name that has one, in order of names. */
    default List<V> latestAfter(ObjectRepository<E> objects, Vault vault, String nameKey, int most) {
        List<V> found = new ArrayList<>();
        List<E> owners;
        String after = nameKey;
        do {
            // first the objects: a query for both may look for the versions of all
            owners = objects.activeAfter(vault, after, most);
            found.addAll(list(
                    "from " + entity()
                            + " v join fetch v.owner s where s in ?1 and v.sequence = (select max(other.sequence)"
                            + " from " + entity() + " other where other.owner = v.owner) order by s.nameKey",
                    owners));
            after = owners.isEmpty() ? after : owners.get(owners.size() - 1).nameKey;
        } while (owners.size() == most && found.size() < most);
        return found.subList(0, Math.min(most, found.size()));
    }

    /** Returns the versions after a sequence number, oldest first. */
    default List<V> after(E owner, long sequence, int most) {
        return find("owner = ?1 and sequence > ?2 order by sequence", owner, sequence)
                .page(0, most)
                .list();
    }

    /** Returns all versions, oldest first. */
    default List<V> all(E owner) {
        return list("owner = ?1 order by sequence", owner);
    }
}
