package org.ouzel.engine.settings;

/** Classes of keyspace events, each a letter; kept in Redis's order, {@code A} for all those that it stands for. */
final class EventClassesType implements SettingType {
    private static final String ALL = "g$lshzxetd";
    private static final String ORDER = ALL + "n";
    private static final String BEHIND = "KEm";

    @Override
    public String label() {
        return "letters";
    }

    @Override
    public String range() {
        return "of Ag$lshzxeKEtmdn";
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != 'A' && (ORDER + BEHIND).indexOf(text.charAt(i)) < 0) {
                throw new SettingException("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
            }
        }
        final boolean isAll = text.indexOf('A') >= 0 || ALL.chars().allMatch(each -> text.indexOf(each) >= 0);
        return (isAll ? "A" : chosen(ORDER, text)) + chosen(BEHIND, text);
    }

    @Override
    public String format(final Object value) {
        return (String) value;
    }

    private static String chosen(final String order, final String text) {
        final StringBuilder letters = new StringBuilder();
        for (int i = 0; i < order.length(); i++) {
            if (text.indexOf(order.charAt(i)) >= 0) {
                letters.append(order.charAt(i));
            }
        }
        return letters.toString();
    }
}
