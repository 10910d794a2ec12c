package io.mltwin.scoring.registry.scanning;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.Queries;
import io.mltwin.scoring.registry.scanning.PackageInventory.ImagePackage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Images that are to be scanned, what was found in them, and the loaded advisories. */
@ApplicationScoped
@Transactional
class ScanRepository {

    private final EntityManager database;
    private final Clock clock;

    ScanRepository(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * An image of a registry.
     *
     * @param attempt 1 for the first scan that was begun and whose end is not known
     */
    record Image(String manifestId, UUID registry, String repository, String digest, int attempt) {}

    /**
     * An image that was scanned.
     *
     * @param error why it could not be, or null
     */
    record Scanned(
            String manifestId,
            String registryArmId,
            String repository,
            String digest,
            Instant pushedAt,
            Instant scannedAt,
            String error) {}

    /**
     * Claims the oldest image that is to be scanned, so that no other replica scans it too; those
     * whose scans did not end come last. The attempt counts before it begins, so that it counts
     * where it ends this process.
     *
     * @param claim when it is to be scanned again unless the scan has ended by then
     */
    @SuppressWarnings("unchecked")
    Optional<Image> claim(Duration claim) {
        Instant now = clock.instant();
        List<Tuple> rows = Queries.sql(
                        database,
                        Tuple.class,
                        "update registry_manifest set scan_due_at = ?1, scan_attempts = scan_attempts + 1 where id ="
                                + " (select id from registry_manifest"
                                + " where scanned_at is null and scan_due_at is null or scan_due_at <= ?2"
                                + " order by scan_attempts, created_at limit 1 for update skip locked)"
                                + " returning id, registry_id, repository, digest, scan_attempts",
                        now.plus(claim),
                        now)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Image(
                        row.get(0, String.class),
                        row.get(1, UUID.class),
                        row.get(2, String.class),
                        row.get(3, String.class),
                        row.get(4, Integer.class)));
    }

    /** Has an image whose scan did not end scanned again. */
    void postpone(Image image, Duration pause) {
        Queries.sql(
                        database,
                        "update registry_manifest set scan_due_at = ?1 where id = ?2",
                        clock.instant().plus(pause),
                        image.manifestId())
                .executeUpdate();
    }

    /**
     * Keeps what is installed in an image, or why that is not known.
     *
     * @param error null when it is known
     * @param again when the image is to be scanned again, or null
     */
    void scanned(Image image, List<ImagePackage> packages, String error, Instant again) {
        int found = Queries.sql(
                        database,
                        "update registry_manifest set scanned_at = ?1, scan_attempts = 0, scan_error = cast(?2 as text),"
                                + " scan_due_at = cast(?3 as timestamptz) where id = ?4",
                        clock.instant(),
                        error,
                        again,
                        image.manifestId())
                .executeUpdate();
        if (found == 0) {
            return;
        }
        Queries.sql(database, "delete from registry_package where manifest_id = ?1", image.manifestId())
                .executeUpdate();
        for (ImagePackage one : packages) {
            Queries.sql(
                            database,
                            "insert into registry_package (manifest_id, ecosystem, name, version, path)"
                                    + " values (?1, ?2, ?3, ?4, ?5)",
                            image.manifestId(),
                            one.ecosystem(),
                            one.name(),
                            one.version(),
                            one.path())
                    .executeUpdate();
        }
    }

    /** The scanned images of a registry, a resource group or a subscription; no indexes. */
    @SuppressWarnings("unchecked")
    List<Scanned> images(ArmResourceId scope) {
        List<Tuple> rows = Queries.sql(
                        database,
                        Tuple.class,
                        "select m.id, r.arm_id, m.repository, m.digest, m.created_at, m.scanned_at, m.scan_error"
                                + " from registry_manifest m join registry r on r.id = m.registry_id"
                                + " where (r.arm_key = ?1 or starts_with(r.arm_key, ?2))"
                                + " and m.scanned_at is not null and coalesce(m.scan_error, '') <> ?3"
                                + " order by r.arm_key, m.repository, m.created_at, m.digest",
                        scope.key(),
                        scope.key() + "/",
                        ImageScannerTask.NO_IMAGE)
                .getResultList();
        return rows.stream()
                .map(row -> new Scanned(
                        row.get(0, String.class),
                        row.get(1, String.class),
                        row.get(2, String.class),
                        row.get(3, String.class),
                        row.get(4, Instant.class),
                        row.get(5, Instant.class),
                        row.get(6, String.class)))
                .toList();
    }

    /** The registries of a scope by their ARM ids. */
    @SuppressWarnings("unchecked")
    List<String> registries(ArmResourceId scope) {
        return Queries.sql(
                        database,
                        String.class,
                        "select arm_id from registry where arm_key = ?1 or starts_with(arm_key, ?2) order by arm_key",
                        scope.key(),
                        scope.key() + "/")
                .getResultList();
    }

    /** The packages with one of these names in the images of a scope, by the ids of manifests. */
    @SuppressWarnings("unchecked")
    Map<String, List<ImagePackage>> packages(ArmResourceId scope, Set<String> names) {
        List<Tuple> rows = Queries.sql(
                        database,
                        Tuple.class,
                        "select p.manifest_id, p.ecosystem, p.name, p.version, p.path from registry_package p"
                                + " join registry_manifest m on m.id = p.manifest_id join registry r on r.id = m.registry_id"
                                + " where (r.arm_key = ?1 or starts_with(r.arm_key, ?2))"
                                + " and p.name = any(cast(?3 as text[])) order by p.path, p.name",
                        scope.key(),
                        scope.key() + "/",
                        names.toArray(String[]::new))
                .getResultList();
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.get(0, String.class),
                        Collectors.mapping(
                                row -> new ImagePackage(
                                        row.get(1, String.class),
                                        row.get(2, String.class),
                                        row.get(3, String.class),
                                        row.get(4, String.class)),
                                Collectors.toList())));
    }

    /** When advisories were loaded; null while the sample is in force. */
    Instant advisoriesLoadedAt() {
        return (Instant) database.createNativeQuery("select max(loaded_at) from advisory_set", Instant.class)
                .getSingleResult();
    }

    String advisories() {
        return (String) database.createNativeQuery("select content from advisory_set", String.class)
                .getSingleResult();
    }

    void saveAdvisories(String content) {
        Queries.sql(
                        database,
                        "insert into advisory_set (id, content, loaded_at) values (1, ?1, ?2)"
                                + " on conflict (id) do update set content = excluded.content, loaded_at = excluded.loaded_at",
                        content,
                        clock.instant())
                .executeUpdate();
    }

    void deleteAdvisories() {
        database.createNativeQuery("delete from advisory_set").executeUpdate();
    }
}
