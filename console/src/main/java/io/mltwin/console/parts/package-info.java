/**
 * Reads parts of a page that do not depend on each other at the same time. May use receipts. Start
 * with {@link io.mltwin.console.parts.ConcurrentParts}.
 */
package io.mltwin.console.parts;
