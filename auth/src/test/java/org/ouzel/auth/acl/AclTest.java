package org.ouzel.auth.acl;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;

/** A test of access control: runs in every set-up, with an empty engine for each method. */
@ParameterizedClass
@EnumSource(EngineSetup.class)
abstract class AclTest {
    protected EngineHarness engine;
    private final List<AclAccess> accesses = new ArrayList<>();

    @Parameter
    protected EngineSetup setup;

    @BeforeEach
    final void startEngine() {
        engine = start(settings());
    }

    @AfterEach
    final void closeEngine() {
        engine.close();
        accesses.forEach(AclAccess::close);
    }

    /** Returns names and values of settings in turn, for all methods of the class. */
    protected String[] settings() {
        return new String[] {"acl-new-user-namespace", "default"};
    }

    protected final EngineHarness start(final String... settings) {
        final AclAccess access = new AclAccess(notice -> { }, NamespaceTable.unkept());
        accesses.add(access);
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new AclFamily(access));
        families.add(new TenantFamily(access));
        return EngineHarness.start(setup, families, access, settings);
    }

    /** Connects as a user whose password is {@code pw}. */
    protected final EngineHarness.Client login(final String name) {
        final EngineHarness.Client client = engine.newClient();
        client.run("AUTH", name, "pw");
        return client;
    }

    protected final void expect(final String reply, final String... request) {
        engine.expect(reply, request);
    }
}
