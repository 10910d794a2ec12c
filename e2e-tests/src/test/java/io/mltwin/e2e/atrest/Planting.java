package io.mltwin.e2e.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What was planted, and what to look for. */
final class Planting {
    private final SecureRandom random = new SecureRandom();
    private final List<Needle> needles = new ArrayList<>();
    private final Set<Planted> planted = EnumSet.noneOf(Planted.class);

    /** All that there is to look for, once everything is planted. */
    List<Needle> all() {
        assertThat(planted).containsExactlyInAnyOrder(Planted.values());
        return needles;
    }

    void add(Planted kind, Needle needle) {
        addAll(kind, List.of(needle));
    }

    void addAll(Planted kind, List<Needle> more) {
        planted.add(kind);
        needles.addAll(more);
    }

    /** A text that lies nowhere by accident. */
    String fresh(Planted kind) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return seen(kind, "planted-" + HexFormat.of().formatHex(bytes));
    }

    String seen(Planted kind, String text) {
        assertThat(text).as(kind.name()).hasSizeGreaterThanOrEqualTo(12);
        add(kind, Needle.of(kind.toString(), text));
        return text;
    }

    static String signature(String jwt) {
        return jwt.strip().substring(jwt.lastIndexOf('.') + 1).substring(0, 100);
    }
}
