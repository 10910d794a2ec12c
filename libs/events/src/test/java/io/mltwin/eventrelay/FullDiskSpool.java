package io.mltwin.eventrelay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Appends to a spool until the disk is full, and again when it has room; prints what was kept. */
final class FullDiskSpool {

    private static final int MOST = 10_000;
    private static final int LATER = 50;

    private FullDiskSpool() {}

    public static void main(String[] arguments) throws IOException {
        Spool spool = new Spool(Path.of(arguments[0]), Durability.valueOf(arguments[1]), Long.parseLong(arguments[2]));
        // as the relay does, which makes the reserve
        spool.next(1);
        int number = 0;
        while (append(spool, number)) {
            number++;
            if (number == MOST) {
                throw new IllegalStateException("the disk is not full");
            }
        }
        System.out.println("full");
        if (System.in.read() < 0) {
            return;
        }
        for (int i = 1; i <= LATER; i++) {
            append(spool, number + i);
        }
        System.out.println("killed");
        Runtime.getRuntime().halt(137);
    }

    private static boolean append(Spool spool, int number) {
        try {
            spool.append(("record " + number + " " + "x".repeat(99)).getBytes(StandardCharsets.UTF_8));
            System.out.println(number);
            return true;
        } catch (IOException full) {
            return false;
        }
    }
}
