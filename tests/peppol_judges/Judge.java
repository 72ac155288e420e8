// Judges business documents by the published rules: UBL's schemas, Peppol BIS 3 and EHF 3.
//
//   java -cp 'JARS/*' Judge.java FOLDER
//
// Prints a JSON array with an object for each file of FOLDER, by name: file, rules (the set it was judged by, or null when
// there is none for it), valid, errors (id, place, words). A document without rules is not valid.

import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.ehf.EHFValidationG3_2023_02;
import com.helger.phive.peppol.PeppolValidation2026_05;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

final class Judge {
    private static final String ehf = "urn:fdc:anskaffelser.no:2019:ehf:postaward:g3:";
    private static final Map<String, DVRCoordinate> peppolRules = new TreeMap<>(Map.of(
        "Order", PeppolValidation2026_05.VID_OPENPEPPOL_ORDER_V3,
        "OrderResponse", PeppolValidation2026_05.VID_OPENPEPPOL_ORDER_RESPONSE_V3,
        "OrderResponse/advanced", PeppolValidation2026_05.VID_OPENPEPPOL_ORDER_RESPONSE_ADVANCED_V3,
        "OrderChange", PeppolValidation2026_05.VID_OPENPEPPOL_ORDER_CHANGE_V3,
        "OrderCancellation", PeppolValidation2026_05.VID_OPENPEPPOL_ORDER_CANCELLATION_V3,
        "DespatchAdvice", PeppolValidation2026_05.VID_OPENPEPPOL_DESPATCH_ADVICE_V3,
        "Catalogue", PeppolValidation2026_05.VID_OPENPEPPOL_CATALOGUE_V3));
    private static final Map<String, DVRCoordinate> ehfRules = new TreeMap<>(Map.of(
        "Order", EHFValidationG3_2023_02.VID_EHF_ORDER_303,
        "Order/advanced", EHFValidationG3_2023_02.VID_EHF_ADVANCED_ORDER_INITIATION_303,
        "OrderResponse", EHFValidationG3_2023_02.VID_EHF_ORDER_RESPONSE_303,
        "OrderResponse/advanced", EHFValidationG3_2023_02.VID_EHF_ADVANCED_ORDER_RESPONSE_303,
        "OrderChange", EHFValidationG3_2023_02.VID_EHF_ADVANCED_ORDER_CHANGE_303,
        "OrderCancellation", EHFValidationG3_2023_02.VID_EHF_ADVANCED_ORDER_CANCELLATION_303,
        "DespatchAdvice", EHFValidationG3_2023_02.VID_EHF_DESPATCH_ADVICE_302,
        "Catalogue", EHFValidationG3_2023_02.VID_EHF_CATALOGUE_303));

    private record Finding(String id, String place, String words) {}

    private record Verdict(String file, String rules, List<Finding> errors) {}

    private final ValidationExecutorSetRegistry<IValidationSourceXML> registry = new ValidationExecutorSetRegistry<>();

    private Judge() {
        PeppolValidation2026_05.init(registry);
        EHFValidationG3_2023_02.initEHF(registry);
    }

    public static void main(String[] arguments) throws Exception {
        final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        final Judge judge = new Judge();
        final List<Path> files;
        try (var entries = Files.list(Path.of(arguments[0]))) {
            files = entries.filter(path -> path.toString().endsWith(".xml")).sorted().toList();
        }
        out.print("[");
        String separator = "\n";
        for (final Path file : files) {
            out.print(separator);
            out.print(json(judge.judge(file)));
            separator = ",\n";
        }
        out.println("\n]");
        out.flush();
    }

    private Verdict judge(Path file) throws Exception {
        final String name = file.getFileName().toString();
        final Document document;
        try {
            document = parse(file);
        } catch (SAXException | IOException notXml) {
            return new Verdict(name, null, List.of(new Finding("XML", "", String.valueOf(notXml.getMessage()))));
        }
        final DVRCoordinate rules = rulesFor(document.getDocumentElement());
        if (rules == null) {
            return new Verdict(name, null, List.of(new Finding("NO-RULES", "", "no rules for this document")));
        }
        final List<Finding> errors = new ArrayList<>();
        for (final var result : ValidationExecutionManager.executeValidation(
                IValidityDeterminator.createDefault(), registry.getOfID(rules), ValidationSourceXML.create(name, document))) {
            for (final var error : result.getErrorList()) {
                if (!error.isError()) continue;
                final String id = error.getErrorID() == null ? "SCHEMA" : error.getErrorID();
                final String place = error.getErrorFieldName() == null ? "" : error.getErrorFieldName();
                errors.add(new Finding(id, place, error.getErrorText(Locale.ENGLISH)));
            }
        }
        return new Verdict(name, rules.getAsSingleID(), errors);
    }

    private static Document parse(Path file) throws Exception {
        final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        final var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new ErrorHandler() {
            @Override public void warning(SAXParseException warning) {}
            @Override public void error(SAXParseException error) throws SAXException { throw error; }
            @Override public void fatalError(SAXParseException error) throws SAXException { throw error; }
        });
        return builder.parse(file.toFile());
    }

    private static DVRCoordinate rulesFor(Element root) {
        final String name = root.getLocalName();
        if (!("urn:oasis:names:specification:ubl:schema:xsd:" + name + "-2").equals(root.getNamespaceURI())) return null;
        final String profile = text(root, "ProfileID");
        if (profile.startsWith(ehf)) return of(ehfRules, name, profile.equals(ehf + "09:1.0"));
        return of(peppolRules, name, profile.equals("urn:fdc:peppol.eu:poacc:bis:advanced_ordering:3"));
    }

    private static DVRCoordinate of(Map<String, DVRCoordinate> rules, String name, boolean advanced) {
        final DVRCoordinate special = advanced ? rules.get(name + "/advanced") : null;
        return special != null ? special : rules.get(name);
    }

    private static String text(Element root, String name) {
        for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (name.equals(child.getLocalName())) return child.getTextContent().strip();
        }
        return "";
    }

    private static String json(Verdict verdict) {
        final StringBuilder errors = new StringBuilder();
        for (final Finding error : verdict.errors) {
            if (errors.length() > 0) errors.append(", ");
            errors.append("{\"id\": ").append(quoted(error.id)).append(", \"place\": ").append(quoted(error.place))
                .append(", \"words\": ").append(quoted(error.words)).append("}");
        }
        return "{\"file\": " + quoted(verdict.file) + ", \"rules\": "
            + (verdict.rules == null ? "null" : quoted(verdict.rules)) + ", \"valid\": " + verdict.errors.isEmpty()
            + ", \"errors\": [" + errors + "]}";
    }

    private static String quoted(String text) {
        final StringBuilder quoted = new StringBuilder("\"");
        for (final char c : String.valueOf(text).toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
