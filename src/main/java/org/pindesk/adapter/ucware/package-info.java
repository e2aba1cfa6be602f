/** UCware Server over its JSON-RPC interface. No source of the vendor describes it: what is known comes from two open-source clients (phosy-tool, ucware-cli), and what no source settles is named at the spot. */
@NullMarked
package org.pindesk.adapter.ucware;

import org.jspecify.annotations.NullMarked;
