package io.mltwin.workspace.storage.blob.block;

import static io.mltwin.workspace.storage.wire.DataErrors.invalidBlockList;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.blob.content.NewBlob;
import io.mltwin.workspace.storage.blob.state.CommittedBlocks;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.ContentStream;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.content.Part;
import io.mltwin.workspace.storage.content.PartLists;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;

/**
 * Puts blocks together, outside any transaction. Those in files stay where they are; small
 * neighbours are written together, so that 50 000 blocks of a byte do not become 50 000 pieces to
 * read.
 */
@Singleton
record BlockAssembler(ContentStore contents) {
    /** A run of blocks that becomes one part. */
    private record Run(Part part, boolean inFile) {

        boolean isLittle() {
            return part.length() <= ContentStore.SMALL;
        }
    }

    /**
     * Returns the new content of a blob; what was written for it is kept or discarded by the
     * caller.
     */
    NewBlob assemble(List<BlockSources.Source> sources, DataKey key) throws IOException {
        List<CommittedBlocks.Block> blocks = sources.stream()
                .map(source -> new CommittedBlocks.Block(source.blockId(), source.length()))
                .toList();
        List<Run> runs = runs(sources);
        if (runs.stream().noneMatch(Run::inFile) && total(runs) <= ContentStore.SMALL) {
            return NewBlob.of(write(runs, key, contents::write), blocks);
        }
        List<NewContent> written = new ArrayList<>();
        try {
            return NewBlob.of(PartLists.joined(parts(runs, key, written)), written, blocks);
        } catch (IOException | RuntimeException e) {
            written.forEach(contents::discard);
            throw e;
        }
    }

    /** Neighbours in one content become one run. */
    private static List<Run> runs(List<BlockSources.Source> sources) {
        List<Run> runs = new ArrayList<>();
        for (int from = 0; from < sources.size(); ) {
            boolean inFile = sources.get(from).inFile();
            int to = from + 1;
            while (to < sources.size() && sources.get(to).inFile() == inFile) {
                to++;
            }
            PartLists.joined(sources.subList(from, to).stream()
                            .map(BlockSources.Source::part)
                            .toList())
                    .forEach(part -> runs.add(new Run(part, inFile)));
            from = to;
        }
        return runs;
    }

    private static long total(List<Run> runs) {
        return runs.stream().mapToLong(run -> run.part().length()).sum();
    }

    private List<Part> parts(List<Run> runs, DataKey key, List<NewContent> written) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < runs.size(); ) {
            int to = from;
            while (to < runs.size() && runs.get(to).isLittle()) {
                to++;
            }
            boolean asItIs = to == from || to == from + 1 && runs.get(from).inFile();
            if (asItIs) {
                parts.add(runs.get(from).part());
                from++;
            } else {
                NewContent together = write(runs.subList(from, to), key, contents::writeFile);
                written.add(together);
                parts.add(new Part(together.id(), 0, together.length()));
                from = to;
            }
        }
        return parts;
    }

    private interface Writing {
        NewContent write(DataKey key, InputStream plaintext) throws IOException;
    }

    private NewContent write(List<Run> runs, DataKey key, Writing writing) throws IOException {
        NewContent content;
        try (InputStream together = together(runs, key)) {
            content = writing.write(key, together);
        }
        if (content.length() != total(runs)) {
            contents.discard(content);
            throw invalidBlockList("its blocks do not add up to their lengths; nothing was committed.");
        }
        return content;
    }

    /** Returns all as one stream; each is opened when its turn comes. */
    private InputStream together(List<Run> runs, DataKey key) {
        Iterator<Part> left = runs.stream().map(Run::part).iterator();
        return new SequenceInputStream(new Enumeration<InputStream>() {
            @Override
            public boolean hasMoreElements() {
                return left.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return open(left.next(), key);
            }
        });
    }

    private InputStream open(Part part, DataKey key) {
        try {
            ContentStream content = QuarkusTransaction.requiringNew().call(() -> contents.open(part.contentId(), key));
            if (content == null) {
                throw invalidBlockList("one of its blocks was replaced meanwhile.");
            }
            return content.range(part.first(), part.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
