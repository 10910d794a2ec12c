package io.mltwin.compute.assets;

import static io.mltwin.machinelearning.UserErrors.invalid;

import io.mltwin.armweb.Caller;
import io.mltwin.compute.assets.AssetEntity.AssetRepository;
import io.mltwin.compute.assets.AssetVersionEntity.AssetVersionRepository;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.resourceprovider.SystemData;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Assets of workspaces and their versions. A version says for good where its content lies; its
 * description, tags, stage and whether it is archived change. An asset is there with its first
 * version, and goes with all of them.
 */
@Singleton
public class AssetService {

    private static final String HASH = "hash_sha256";

    private final AssetRepository assets;
    private final AssetVersionRepository versions;
    private final AssetSequence sequence;
    private final Clock clock;

    AssetService(AssetRepository assets, AssetVersionRepository versions, AssetSequence sequence, Clock clock) {
        this.assets = assets;
        this.versions = versions;
        this.sequence = sequence;
        this.clock = clock;
    }

    /** The result of a PUT. */
    record Saved<T>(boolean isNew, T asset) {}

    /**
     * Returns a version, or empty.
     *
     * @param version null for the newest that is not archived
     */
    @Transactional
    public Optional<AssetVersion> find(RunHistory history, AssetKind kind, String name, String version) {
        return Optional.ofNullable(version)
                .or(() -> assets.byName(history.workspaceId(), kind, name).map(asset -> asset.latestVersion))
                .flatMap(wanted -> versions.byVersion(history.workspaceId(), kind, name, wanted))
                .map(row -> version(history, row));
    }

    @Transactional
    Optional<AssetContainer> findContainer(RunHistory history, AssetKind kind, String name) {
        return assets.byName(history.workspaceId(), kind, name).map(row -> container(history, row));
    }

    /** Returns whether there is such an asset, or such a version of it, which needs no key. */
    @Transactional
    boolean exists(String workspaceId, AssetKind kind, String name, String version) {
        return version == null
                ? assets.byName(workspaceId, kind, name).isPresent()
                : versions.byVersion(workspaceId, kind, name, version).isPresent();
    }

    @Transactional
    List<AssetContainer> containers(RunHistory history, AssetKind kind, AssetQuery query) {
        return assets.listed(history.workspaceId(), kind).stream()
                .filter(row -> query.list().shows(row.isArchived))
                .map(row -> container(history, row))
                .toList();
    }

    /** Newest first, unless the query asks otherwise. */
    @Transactional
    List<AssetVersion> versions(RunHistory history, AssetKind kind, String name, AssetQuery query) {
        // Azure's clients ask for code by its content under a name that they just made up
        List<AssetVersionEntity> rows = query.hash() == null
                ? versions.ofName(history.workspaceId(), kind, name)
                : versions.ofHash(history.workspaceId(), query.hash());
        return query.list().inOrder(rows).stream()
                .filter(row -> query.list().shows(row.isArchived))
                .map(row -> version(history, row))
                .filter(query::matches)
                .toList();
    }

    /** Makes a container, or changes its texts. */
    @Transactional
    Saved<AssetContainer> putContainer(
            RunHistory history, AssetKind kind, String name, AssetProperties properties, Caller caller) {
        boolean isNew = assets.byName(history.workspaceId(), kind, name).isEmpty();
        SystemData by = SystemData.by(caller, clock.instant());
        AssetProperties texts = texts(properties, properties.isArchived());
        AssetEntity row = ensure(history, kind, name, texts, true, by);
        if (!isNew) {
            AssetContent old = history.open(row.place(), row.content, AssetContent.class);
            refuseOtherType(kind, name, old.properties(), properties);
            store(history, row, texts, by.after(old.systemData()));
            row.isListed = true;
        }
        return new Saved<>(isNew, container(history, row));
    }

    /**
     * Makes a version, or changes its texts.
     *
     * @throws io.mltwin.armweb.AzureException 409 where its content would change
     */
    @Transactional
    Saved<AssetVersion> putVersion(
            RunHistory history,
            AssetKind kind,
            String name,
            String version,
            AssetProperties properties,
            Caller caller) {
        SystemData by = SystemData.by(caller, clock.instant());
        AssetEntity asset = ensure(history, kind, name, texts(properties, false), !properties.isAnonymous(), by);
        refuseOtherType(
                kind,
                name,
                history.open(asset.place(), asset.content, AssetContent.class).properties(),
                properties);
        Optional<AssetVersionEntity> found = versions.byVersion(history.workspaceId(), kind, name, version);
        AssetVersionEntity row = found.isPresent()
                ? change(history, found.get(), properties, by)
                : add(history, asset, version, properties, by);
        sequence.refresh(asset);
        return new Saved<>(found.isEmpty(), version(history, row));
    }

    /**
     * Registers a data version for a run that has ended.
     *
     * @param version null for the next one
     * @return the version; empty when there is one of this name already
     */
    @Transactional
    public Optional<String> registerData(
            RunHistory history, String name, String version, AssetProperties properties, SystemData by) {
        AssetEntity asset = ensure(history, AssetKind.DATA, name, texts(properties, false), true, by);
        String chosen = version == null ? asset.nextVersion : version;
        if (exists(history.workspaceId(), AssetKind.DATA, name, chosen)) {
            return Optional.empty();
        }
        add(history, asset, chosen, properties, by);
        asset.isListed = true;
        sequence.refresh(asset);
        return Optional.of(chosen);
    }

    /** Deletes an asset with its versions; false when there was none. */
    @Transactional
    boolean deleteContainer(String workspaceId, AssetKind kind, String name) {
        Optional<AssetEntity> row = assets.lock(workspaceId, kind, name);
        row.ifPresent(found -> {
            versions.deleteOfName(workspaceId, kind, name);
            assets.delete(found);
        });
        return row.isPresent();
    }

    /** Deletes a version; false when there was none. */
    @Transactional
    boolean deleteVersion(String workspaceId, AssetKind kind, String name, String version) {
        Optional<AssetEntity> asset = assets.lock(workspaceId, kind, name);
        Optional<AssetVersionEntity> row = versions.byVersion(workspaceId, kind, name, version);
        row.ifPresent(versions::delete);
        asset.filter(found -> row.isPresent()).ifPresent(sequence::refresh);
        return row.isPresent();
    }

    /** Locks the asset's row, and makes it where it is missing. */
    private AssetEntity ensure(
            RunHistory history, AssetKind kind, String name, AssetProperties given, boolean isListed, SystemData by) {
        if (assets.byName(history.workspaceId(), kind, name).isEmpty()) {
            AssetEntity row = new AssetEntity();
            row.workspaceId = history.workspaceId();
            row.kind = kind;
            row.nameKey = AssetVersionRepository.key(name);
            row.name = name;
            row.isListed = isListed;
            row.nextVersion = AssetSequence.FIRST;
            row.created = clock.instant();
            store(history, row, given, by);
            assets.addIfAbsent(row);
        }
        return assets.lock(history.workspaceId(), kind, name).orElseThrow();
    }

    private AssetVersionEntity add(
            RunHistory history, AssetEntity asset, String version, AssetProperties properties, SystemData by) {
        AssetVersionEntity row = new AssetVersionEntity();
        row.workspaceId = asset.workspaceId;
        row.kind = asset.kind;
        row.nameKey = asset.nameKey;
        row.name = asset.name;
        row.version = version;
        row.number = AssetSequence.number(version);
        row.isAnonymous = properties.isAnonymous();
        row.created = clock.instant();
        if (asset.kind == AssetKind.CODE) {
            row.codeHash = properties.properties().get(HASH);
            row.snapshotId = UUID.randomUUID();
        }
        store(history, row, properties, by);
        versions.persist(row);
        asset.isListed = asset.isListed || !row.isAnonymous;
        return row;
    }

    private AssetVersionEntity change(
            RunHistory history, AssetVersionEntity row, AssetProperties given, SystemData by) {
        AssetContent old = history.open(row.place(), row.content, AssetContent.class);
        AssetChangeValidator.refuseOtherContent(row, old.properties(), given);
        Map<String, String> all = new TreeMap<>(given.properties());
        all.putAll(old.properties().properties());
        store(history, row, given.withProperties(all), by.after(old.systemData()));
        return row;
    }

    private static void refuseOtherType(AssetKind kind, String name, AssetProperties old, AssetProperties given) {
        if (old.dataType() != null && !old.dataType().equals(given.dataType())) {
            throw invalid(
                    "properties.dataType",
                    "The %s '%s' is of the type %s, and so are all its versions.",
                    kind.noun(),
                    name,
                    old.dataType());
        }
    }

    private void store(RunHistory history, AssetEntity row, AssetProperties properties, SystemData by) {
        row.isArchived = properties.isArchived();
        row.modified = clock.instant();
        row.content = history.seal(row.place(), new AssetContent(properties, by));
    }

    private void store(RunHistory history, AssetVersionEntity row, AssetProperties properties, SystemData by) {
        row.isArchived = properties.isArchived();
        row.modified = clock.instant();
        row.content = history.seal(row.place(), new AssetContent(properties, by));
    }

    /** Returns the properties of a container, from those given for it or for the version that makes it. */
    private static AssetProperties texts(AssetProperties given, boolean isArchived) {
        return new AssetProperties(
                given.description(),
                given.properties(),
                given.tags(),
                false,
                isArchived,
                null,
                null,
                given.dataType(),
                null,
                null,
                null,
                null,
                null);
    }

    private static AssetVersion version(RunHistory history, AssetVersionEntity row) {
        AssetContent content = history.open(row.place(), row.content, AssetContent.class);
        return new AssetVersion(
                row.kind, row.name, row.version, row.snapshotId, content.properties(), content.systemData());
    }

    private static AssetContainer container(RunHistory history, AssetEntity row) {
        AssetContent content = history.open(row.place(), row.content, AssetContent.class);
        return new AssetContainer(
                row.kind,
                row.name,
                row.isArchived,
                row.latestVersion,
                row.nextVersion,
                content.properties(),
                content.systemData());
    }

    /** The part of a container or version that is ciphertext at rest. */
    record AssetContent(AssetProperties properties, SystemData systemData) {}
}
