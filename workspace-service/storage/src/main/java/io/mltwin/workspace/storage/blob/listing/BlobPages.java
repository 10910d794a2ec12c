package io.mltwin.workspace.storage.blob.listing;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.content.BlobKeys;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.state.BlockRepository;
import io.mltwin.workspace.storage.blob.state.ListedBlob;
import io.mltwin.workspace.storage.blob.versions.DeletedBlobs;
import io.mltwin.workspace.storage.encryption.Encryption;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the pages of List Blobs: blobs and, if asked for, their snapshots, previous versions and
 * soft-deleted ones, and names that have uncommitted blocks only.
 */
@Singleton
public record BlobPages(
        ContainerRepository containers,
        BlobRepository blobs,
        BlockRepository blocks,
        DeletedBlobs deleted,
        VersionListQuery names,
        BlobKeys keys,
        Clock clock) {
    private static final Comparator<ListedBlob> BY_NAME =
            Comparator.comparing(ListedBlob::listKey, BlobState.BY_CODE_POINT);

    /**
     * Returns a page of a list. Where it meets metadata under encryption scopes, their keys are
     * opened when the transaction is over, and the page is read again.
     */
    public NamePages.Page<ListedBlob> page(StorageAccount account, String container, ListQuery query) {
        DataKey key = query.withMetadata() || query.withTags() ? account.dataKey() : null;
        Map<Encryption, Optional<DataKey>> opened = new HashMap<>();
        while (true) {
            Set<Encryption> closed = new HashSet<>();
            Function<BlobEntity, BlobState> state = row -> row.encryption == null || !query.withMetadata()
                    ? BlobState.of(row, key)
                    : BlobState.of(row, own(row.encryption, opened, closed), key);
            NamePages.Page<ListedBlob> page =
                    QuarkusTransaction.joiningExisting().call(() -> read(account, container, query, state));
            if (closed.isEmpty()) {
                return page;
            }
            for (Encryption one : closed) {
                Protection own = keys.ofListed(account, one);
                opened.put(one, Optional.ofNullable(Protection.keyOr(own, null)));
            }
        }
    }

    /**
     * Returns the key of a scope; null when it cannot be opened, or is not yet, and of a client's
     * key.
     */
    private static DataKey own(
            Encryption encryption, Map<Encryption, Optional<DataKey>> opened, Set<Encryption> closed) {
        if (encryption.isOfClientKey()) {
            return null;
        }
        Optional<DataKey> key = opened.get(encryption);
        if (key == null) {
            closed.add(encryption);
            return null;
        }
        return key.orElse(null);
    }

    private NamePages.Page<ListedBlob> read(
            StorageAccount account, String container, ListQuery query, Function<BlobEntity, BlobState> state) {
        UUID id = containers.requireId(account, container);
        NamePages.Source<ListedBlob> source = new NamePages.Source<>() {
            @Override
            public List<ListedBlob> fetch(String from, String before, int limit) {
                return BlobPages.this.fetch(id, query, state, false, from, before, limit);
            }

            @Override
            public List<ListedBlob> fetchFolders(String from, String before, int limit) {
                return BlobPages.this.fetch(id, query, state, true, from, before, limit);
            }
        };
        return NamePages.read(
                source, ListedBlob::listKey, query.prefix(), query.delimiter(), query.marker(), query.most());
    }

    private List<ListedBlob> fetch(
            UUID container,
            ListQuery query,
            Function<BlobEntity, BlobState> state,
            boolean folders,
            String from,
            String before,
            int limit) {
        List<BlobEntity> rows = rows(container, query, folders, from, before, limit);
        List<ListedBlob> found = new ArrayList<>(
                rows.stream().map(row -> ListedBlob.of(state.apply(row))).toList());
        if (!query.withUncommitted() && !query.withDeleted() && !query.withVersionsAlone()) {
            return found;
        }
        if (query.withDeleted()) {
            found.addAll(
                    deleted.page(container, from, before, limit, query.withSnapshots(), query.withVersions(), state));
        }
        if (query.withVersionsAlone()) {
            Set<String> deletedNames = found.stream().map(ListedBlob::listKey).collect(Collectors.toSet());
            names.page(container, nameAfter(from), before, limit, state).stream()
                    .filter(one -> !deletedNames.contains(one.listKey()))
                    .forEach(found::add);
        }
        if (query.withUncommitted()) {
            for (String name : blocks.namesWithoutBlob(container, nameAfter(from), before, limit)) {
                found.add(ListedBlob.of(uncommitted(name)));
            }
        }
        found.sort(BY_NAME);
        return found.size() > limit ? found.subList(0, limit) : found;
    }

    private List<BlobEntity> rows(
            UUID container, ListQuery query, boolean folders, String from, String before, int limit) {
        if (query.withSnapshots() || query.withVersions()) {
            return blobs.pageWithRest(container, from, before, limit, query.withSnapshots(), query.withVersions());
        }
        String after = folders ? NamePages.successor(query.delimiter()) : null;
        int start = query.prefix().codePointCount(0, query.prefix().length());
        return after == null
                ? blobs.page(container, nameAfter(from), before, limit)
                : blobs.pageOfFolders(container, nameAfter(from), before, start, query.delimiter(), after, limit);
    }

    /** Without snapshots and versions a name is followed by what sorts right after it. */
    private static String nameAfter(String from) {
        int end = from.indexOf('\0');
        if (end < 0) {
            return from;
        }
        String name = from.substring(0, end);
        return from.substring(end + 1).compareTo("~") > 0 ? name + '\u0001' : name;
    }

    private BlobState uncommitted(String name) {
        return new BlobState(
                null,
                name,
                "",
                null,
                BlobState.Kind.BLOCK,
                null,
                null,
                0,
                new ContentHeaders("application/octet-stream", null, null, null, null, null),
                null,
                Map.of(),
                Map.of(),
                0,
                false,
                0,
                0,
                "",
                null,
                null,
                "",
                clock.instant(),
                clock.instant(),
                null);
    }
}
