package io.mltwin.e2e.atrest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Looks for needles in whatever bytes it is shown, and remembers which lay where. */
final class PlaintextScan {
    private final List<List<Form>> byStart = new ArrayList<>();
    private final SortedSet<String> found = new TreeSet<>();
    private long bytes;

    private record Form(Needle needle, byte[] bytes) {}

    PlaintextScan(List<Needle> needles) {
        for (int i = 0; i < 1 << 16; i++) {
            byStart.add(null);
        }
        for (Needle needle : needles) {
            for (byte[] form : needle.forms()) {
                int start = start(form, 0);
                if (byStart.get(start) == null) {
                    byStart.set(start, new ArrayList<>());
                }
                byStart.get(start).add(new Form(needle, form));
            }
        }
    }

    void look(String where, byte[] content) {
        bytes += content.length;
        for (int at = 0; at + 1 < content.length; at++) {
            List<Form> forms = byStart.get(start(content, at));
            if (forms != null) {
                for (Form form : forms) {
                    if (isAt(content, at, form.bytes())) {
                        found.add(where + " holds " + form.needle());
                    }
                }
            }
        }
    }

    private static boolean isAt(byte[] content, int at, byte[] form) {
        int end = at + form.length;
        return end <= content.length && Arrays.equals(content, at, end, form, 0, form.length);
    }

    private static int start(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    /** Where something was found, and what. */
    SortedSet<String> found() {
        return found;
    }

    long bytes() {
        return bytes;
    }
}
