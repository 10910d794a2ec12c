package io.mltwin.workspace.storage.blob.state;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The committed blocks of a blob, in order, in one text: {@code id:length} separated by commas. */
public final class CommittedBlocks {

    private CommittedBlocks() {}

    /**
     * One block.
     *
     * @param id Base64, as the client gave it
     */
    public record Block(String id, long length) {}

    public static String write(List<Block> blocks) {
        return blocks.stream().map(block -> block.id() + ":" + block.length()).collect(Collectors.joining(","));
    }

    public static List<Block> read(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(entry -> entry.split(":"))
                        .map(parts -> new Block(parts[0], Long.parseLong(parts[1])))
                        .toList();
    }
}
