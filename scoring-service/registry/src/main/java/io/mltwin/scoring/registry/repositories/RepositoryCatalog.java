package io.mltwin.scoring.registry.repositories;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.orderInvalid;

import io.mltwin.resourceprovider.Queries;
import io.mltwin.scoring.registry.repositories.AcrBody.AttributesRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Finds repositories and lists their manifests and tags, by name or by time. */
@ApplicationScoped
@Transactional
class RepositoryCatalog {

    private final EntityManager database;
    private final Clock clock;

    RepositoryCatalog(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** {@code orderby} of a list. */
    enum Order {
        NAME,
        NEWEST_FIRST,
        OLDEST_FIRST;

        /**
         * Reads the parameter.
         *
         * @throws io.mltwin.armweb.AzureException 400 for another value than timeasc and timedesc
         */
        static Order parse(String text) {
            if (isEmpty(text) || text.equals("none")) {
                return NAME;
            }
            return switch (text) {
                case "timedesc" -> NEWEST_FIRST;
                case "timeasc" -> OLDEST_FIRST;
                default -> throw orderInvalid(text);
            };
        }
    }

    static String id(UUID registry, String repository) {
        return registry + "/" + repository;
    }

    RepositoryEntity find(UUID registry, String repository) {
        return database.find(RepositoryEntity.class, id(registry, repository));
    }

    /** Says that something was pushed to a repository, which is made when it is not there. */
    void touched(UUID registry, String repository) {
        Queries.sql(
                        database,
                        "insert into registry_repository (id, registry_id, repository, created_at, updated_at)"
                                + " values (?1, ?2, ?3, ?4, ?4)"
                                + " on conflict (id) do update set updated_at = excluded.updated_at",
                        id(registry, repository),
                        registry,
                        repository,
                        clock.instant())
                .executeUpdate();
    }

    /** Ends a repository that has no manifest any more. */
    void endIfEmpty(UUID registry, String repository) {
        database.flush();
        if (manifestCount(registry, repository) == 0) {
            RepositoryEntity found = find(registry, repository);
            if (found != null) {
                database.remove(found);
            }
        }
    }

    long manifestCount(UUID registry, String repository) {
        return count("ManifestEntity", registry, repository);
    }

    long tagCount(UUID registry, String repository) {
        return count("TagEntity", registry, repository);
    }

    private long count(String entity, UUID registry, String repository) {
        return Queries.of(
                        database,
                        Long.class,
                        "select count(*) from " + entity + " e where e.registryId = ?1 and e.repository = ?2",
                        registry,
                        repository)
                .getSingleResult();
    }

    /**
     * Lists tags after {@code page.last()}, without those that are not to be listed.
     *
     * @param digest of the manifest they point at, or null for all
     */
    List<TagEntity> tags(UUID registry, String repository, PageRequest page, Order order, String digest) {
        TypedQuery<TagEntity> query = page(
                TagEntity.class,
                "registry_tag",
                "tag",
                registry,
                repository,
                page,
                order,
                digest == null ? "" : " and digest = :digest");
        return (digest == null ? query : query.setParameter("digest", digest)).getResultList();
    }

    /** Lists manifests after {@code page.last()}, without those that are not to be listed. */
    List<ManifestEntity> manifests(UUID registry, String repository, PageRequest page, Order order) {
        return page(ManifestEntity.class, "registry_manifest", "digest", registry, repository, page, order, "")
                .getResultList();
    }

    @SuppressWarnings("unchecked")
    private <T> TypedQuery<T> page(
            Class<T> kind,
            String table,
            String name,
            UUID registry,
            String repository,
            PageRequest page,
            Order order,
            String further) {
        String key = (order == Order.NAME ? "" : "updated_at, ") + name + " collate \"C\"";
        String of = " from " + table + " where registry_id = :registry and repository = :repository";
        String last = order == Order.NAME ? ":last" : "select " + key + of + " and " + name + " collate \"C\" = :last";
        boolean newest = order == Order.NEWEST_FIRST;
        boolean first = page.last().isEmpty();
        // the number of rows stands in the text: with a parameter, PostgreSQL may prefer to sort them all
        String sql = "select *" + of + " and list_enabled" + further
                + (first ? "" : " and (" + key + ")" + (newest ? " < (" : " > (") + last + ")")
                + " order by " + (newest ? key.replace(",", " desc,") + " desc" : key) + " limit " + page.enough();
        TypedQuery<T> query = ((TypedQuery<T>) database.createNativeQuery(sql, kind))
                .setParameter("registry", registry)
                .setParameter("repository", repository);
        return first ? query : query.setParameter("last", page.last());
    }

    /** Returns the tags that point at a manifest, in the order of their names. */
    List<String> tagsOf(ManifestEntity manifest) {
        return Queries.of(
                        database,
                        String.class,
                        "select t.tag from TagEntity t where t.registryId = ?1 and t.repository = ?2 and t.digest = ?3"
                                + " order by t.tag",
                        manifest.registryId,
                        manifest.repository,
                        manifest.digest)
                .getResultList();
    }

    /** Changes the attributes of a repository; null when it is not there. */
    RepositoryEntity change(UUID registry, String repository, AttributesRequest request) {
        RepositoryEntity found = find(registry, repository);
        if (found != null) {
            request.applyTo(found.attributes);
        }
        return found;
    }

    /** Changes the attributes of a tag; null when it is not there. */
    TagEntity changeTag(UUID registry, String repository, String tag, AttributesRequest request) {
        TagEntity found = database.find(TagEntity.class, ContentRepository.tagId(registry, repository, tag));
        if (found != null) {
            request.applyTo(found.attributes);
        }
        return found;
    }

    /** Changes the attributes of a manifest; null when it is not there. */
    ManifestEntity changeManifest(UUID registry, String repository, String digest, AttributesRequest request) {
        ManifestEntity found = database.find(ManifestEntity.class, ContentRepository.id(registry, repository, digest));
        if (found != null) {
            request.applyTo(found.attributes);
        }
        return found;
    }

    /** Keeps since when manifests of a repository have no tag. */
    void tagsMoved(UUID registry, String repository) {
        database.flush();
        Instant now = clock.instant();
        Queries.sql(
                        database,
                        "update registry_manifest m set untagged_at = case when m.untagged_at is null then cast(?1 as timestamptz) end"
                                + " where m.registry_id = ?2 and m.repository = ?3"
                                + " and (m.untagged_at is null) <> exists (select 1 from registry_tag t"
                                + " where t.registry_id = m.registry_id and t.repository = m.repository and t.digest = m.digest)",
                        now,
                        registry,
                        repository)
                .executeUpdate();
    }
}
