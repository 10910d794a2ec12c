/**
 * An installed browser that shows the console and trusts the keys of the platform alone. Start
 * reading with {@code ConsoleBrowser}.
 */
package io.mltwin.local.browser;
