package io.mltwin.scoring.registry.scanning;

import io.mltwin.armweb.ArmResourceId;
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
        List<Tuple> rows = database.createNativeQuery(
                        "update registry_manifest set scan_due_at = :until, scan_attempts = scan_attempts + 1 where id ="
                                + " (select id from registry_manifest"
                                + " where scanned_at is null and scan_due_at is null or scan_due_at <= :now"
                                + " order by scan_attempts, created_at limit 1 for update skip locked)"
                                + " returning id, registry_id, repository, digest, scan_attempts",
                        Tuple.class)
                .setParameter("until", now.plus(claim))
                .setParameter("now", now)
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
        database.createNativeQuery("update registry_manifest set scan_due_at = :due where id = :id")
                .setParameter("due", clock.instant().plus(pause))
                .setParameter("id", image.manifestId())
                .executeUpdate();
    }

    /**
     * Keeps what is installed in an image, or why that is not known.
     *
     * @param error null when it is known
     * @param again when the image is to be scanned again, or null
     */
    void scanned(Image image, List<ImagePackage> packages, String error, Instant again) {
        int found = database.createNativeQuery(
                        "update registry_manifest set scanned_at = :now, scan_attempts = 0, scan_error = cast(:error as text),"
                                + " scan_due_at = cast(:again as timestamptz) where id = :id")
                .setParameter("now", clock.instant())
                .setParameter("error", error)
                .setParameter("again", again)
                .setParameter("id", image.manifestId())
                .executeUpdate();
        if (found == 0) {
            return;
        }
        database.createNativeQuery("delete from registry_package where manifest_id = :id")
                .setParameter("id", image.manifestId())
                .executeUpdate();
        for (ImagePackage one : packages) {
            database.createNativeQuery("insert into registry_package (manifest_id, ecosystem, name, version, path)"
                            + " values (:id, :ecosystem, :name, :version, :path)")
                    .setParameter("id", image.manifestId())
                    .setParameter("ecosystem", one.ecosystem())
                    .setParameter("name", one.name())
                    .setParameter("version", one.version())
                    .setParameter("path", one.path())
                    .executeUpdate();
        }
    }

    /** The scanned images of a registry, a resource group or a subscription; no indexes. */
    @SuppressWarnings("unchecked")
    List<Scanned> images(ArmResourceId scope) {
        List<Tuple> rows = database.createNativeQuery(
                        "select m.id, r.arm_id, m.repository, m.digest, m.created_at, m.scanned_at, m.scan_error"
                                + " from registry_manifest m join registry r on r.id = m.registry_id"
                                + " where (r.arm_key = :key or starts_with(r.arm_key, :below))"
                                + " and m.scanned_at is not null and coalesce(m.scan_error, '') <> :none"
                                + " order by r.arm_key, m.repository, m.created_at, m.digest",
                        Tuple.class)
                .setParameter("key", scope.key())
                .setParameter("below", scope.key() + "/")
                .setParameter("none", ImageScannerTask.NO_IMAGE)
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
        return database.createNativeQuery(
                        "select arm_id from registry where arm_key = :key or starts_with(arm_key, :below) order by arm_key",
                        String.class)
                .setParameter("key", scope.key())
                .setParameter("below", scope.key() + "/")
                .getResultList();
    }

    /** The packages with one of these names in the images of a scope, by the ids of manifests. */
    @SuppressWarnings("unchecked")
    Map<String, List<ImagePackage>> packages(ArmResourceId scope, Set<String> names) {
        List<Tuple> rows = database.createNativeQuery(
                        "select p.manifest_id, p.ecosystem, p.name, p.version, p.path from registry_package p"
                                + " join registry_manifest m on m.id = p.manifest_id join registry r on r.id = m.registry_id"
                                + " where (r.arm_key = :key or starts_with(r.arm_key, :below))"
                                + " and p.name = any(cast(:names as text[])) order by p.path, p.name",
                        Tuple.class)
                .setParameter("key", scope.key())
                .setParameter("below", scope.key() + "/")
                .setParameter("names", names.toArray(String[]::new))
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
        database.createNativeQuery("insert into advisory_set (id, content, loaded_at) values (1, :content, :now)"
                        + " on conflict (id) do update set content = excluded.content, loaded_at = excluded.loaded_at")
                .setParameter("content", content)
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    void deleteAdvisories() {
        database.createNativeQuery("delete from advisory_set").executeUpdate();
    }
}
