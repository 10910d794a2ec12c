package io.mltwin.client;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The ids of a tenant and of what is in it: new ones, or those that follow from names and a number. */
interface Ids {
    /** Returns the id of what has a name in the tenant; ids by number are the same for the same name. */
    String of(String name);

    static Ids random() {
        return name -> UUID.randomUUID().toString();
    }

    static Ids numbered(int number, String tenant) {
        return name -> UUID.nameUUIDFromBytes(String.join("\n", "mltwin", Integer.toString(number), tenant, name)
                        .getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
