package io.mltwin.local.layout;

import java.security.SecureRandom;

/**
 * A port base that nobody uses at this moment, below the range from which Linux gives out ports by
 * itself.
 */
public final class FreePorts {
    private static final int LOWEST = 10_000;
    private static final int STEP = 20;
    private static final int CHOICES = 1_100;

    private FreePorts() {}

    public static int base() {
        SecureRandom random = new SecureRandom();
        for (int attempt = 0; attempt < CHOICES; attempt++) {
            int base = LOWEST + STEP * random.nextInt(CHOICES);
            try {
                Preflight.ports(new Ports(base).all());
                return base;
            } catch (RefusalException e) {
                // Taken: another one.
                continue;
            }
        }
        throw new RefusalException("No block of " + STEP + " free ports was found.");
    }
}
