"""Words by which English newswire says who somebody is and what a body is called."""

from consumers.extract.lexicon import words

ROLE_WORDS = words(
    """president premier chancellor minister secretary ambassador envoy spokesperson spokesman spokeswoman governor
    mayor chairman chairwoman chair chairperson chief director head leader deputy vice senator lawmaker legislator
    official officer commander general admiral colonel major captain lieutenant marshal ceo cfo coo founder
    cofounder co-founder executive manager owner partner president-elect analyst economist expert professor
    researcher scholar academic scientist sinologist historian lawyer attorney prosecutor judge journalist editor
    correspondent columnist diplomat consul banker trader businessman businesswoman entrepreneur engineer doctor
    writer author director-general rector dean teacher student representative negotiator aide adviser advisor
    assistant counsellor counselor commissioner inspector curator conductor artist farmer exporter importer broker
    dealer strategist fellow lecturer principal secretary-general superintendent coordinator organiser organizer
    producer shareholder tycoon oligarch architect pilot cosmonaut astronaut taikonaut coach translator interpreter
    guide resident shopkeeper merchant blogger activist opposition speaker undersecretary treasurer auditor
    vice-president vice-chairman vice-minister vice-premier vice-governor vice-mayor agronomist logistician
    dispatcher specialist brigadier attache attaché"""
)
"""Words for what people are; a name stands beside them."""

HONORIFICS = words(
    """Mr Mrs Ms Miss Dr Prof Sir Dame Lord Lady Madam Comrade Gen Col Lt Maj Capt Adm Sen Rep Gov"""
)

ROLE_MODIFIERS = words(
    """first second deputy vice senior chief acting former ex late then current new newly outgoing incoming prime
    foreign defence defense trade energy finance economy economic commerce transport agriculture culture health
    interior justice education industry permanent special presidential regional provincial municipal federal state
    general managing executive commercial financial technical scientific press research assistant associate honorary
    principal leading top veteran military naval political independent local city customs port sales marketing
    export import logistics board operating information company bank ministry embassy party government central national external affairs
    security council development digital"""
)
"""Words that may stand before a role word in a title."""

SPEECH_VERBS = (
    "said|says|say|told|tells|added|adds|noted|notes|stressed|stresses|explained|explains|announced|announces|argued|argues|"
    "claimed|claims|confirmed|confirms|denied|denies|warned|warns|wrote|writes|stated|states|remarked|recalled|recalls|"
    "pointed|emphasized|emphasised|reckons|reckoned|joked|jokes|complained|complains|admitted|admits|insisted|insists|"
    "replied|replies|estimates|estimated|believes|believed|observed|observes|commented|comments|predicted|predicts|"
    "retorted|retorts|grumbled|grumbles|sighed|sighs|boasted|lamented|mused|protested|chuckled|laughed|laughs|shrugged|smiled|smiles|confided|countered|clarified|"
    "called|calls|urged|urges|promised|promises|pledged|pledges|suggested|suggests|acknowledged|hopes|hoped|thinks|quipped|"
    "signed|met|visited|opened|attended|declined|thanked|welcomed|praised|reported|reports"
)
"""What a person does beside their name."""

BODY_HEADS = words(
    """Co Ltd Inc Corp Corporation LLC PLC JSC PJSC AG GmbH Group Holding Holdings Company Bank University Institute
    Academy College School Ministry Department Agency Administration Committee Commission Council Association Union
    Federation Chamber Center Centre Foundation Fund Customs Airlines Airways Airport Logistics Technology
    Technologies Energy Petroleum Oil Gas Steel Motors Motor Auto Automobile Shipping Shipyard Railways Railway
    Service Services Office Court Party Army Navy Fleet Command Bureau Board Authority Museum Theatre Theater
    Library Laboratory Observatory Society League Alliance Exchange Insurance Securities Capital Partners Ventures
    Industries Industry Manufacturing Chemical Chemicals Pharma Pharmaceutical Pharmaceuticals Foods Trading Trade
    Freight Cargo Terminal Terminals Lines Line Express Media Press News Newspaper Television TV Radio Magazine
    Daily Times Tribune Gazette Herald Embassy Consulate Parliament Assembly Congress Duma Secretariat Inspectorate
    Directorate Taskforce Consortium Cooperative Enterprises Enterprise Works Plant Factory Mining Minerals Metals
    Resources Timber Forestry Agro Grain Electronics Software Robotics Semiconductor Telecom Communications Networks
    Systems Solutions Consulting Advisory Club Forum Network Operator Hospital Clinic Orchestra Ballet Philharmonic
    Studio Studios Pictures Choir Police Troops Guard Forces Brigade Regiment District Organization Organisation
    Petrochemical Petrochemicals Refining Shipbuilding Aerospace Aviation Machinery Engineering Construction Biotech Batteries
    Healthcare Furniture Textile Textiles Beverages Warehousing Polymers Tyres Aluminium Aluminum Cement Glassworks Steelworks
    Watch Rostekh Avia Tours Travel Tourism Hotels Fisheries Fishery Seafood Dairy Farm Farms"""
)
"""Words a body's name ends with, or has before "of"."""

NOT_BODIES = words(
    """Trade Press News Times Energy Oil Gas Line Plant Express Daily Forum District Works Radio Capital Metals Forces
    Farm Industry Steel Guard School Court Police Club Network Motor Auto Grain Timber Resources Travel Tourism
    Watch Troops Aviation Machinery Engineering Construction Furniture Healthcare Cement Aluminium Aluminum"""
)
"""Heads that make a body only of names with more than one other word, or a word of no other sense."""

FACILITY_HEADS = words(
    """Port Bridge Pipeline Refinery Terminal Plant Airport Station Cosmodrome Spaceport Dam Canal Tunnel Highway
    Expressway Railway Mine Field Reactor Smelter Shipyard Park Zone Checkpoint Crossing Palace Stadium Hotel Square"""
)

EVENT_HEADS = words(
    """Forum Summit Conference Expo Exhibition Fair Festival Games Olympics Congress Dialogue Symposium Biennale
    Championship Cup Week Day War Treaty"""
)

REGION_HEADS = words(
    """Province Region Oblast Krai Territory Republic Prefecture County District Okrug Peninsula"""
)

PLACE_HEADS = words("Sea Ocean Strait River Lake Island Islands Bay Gulf Mountains Desert")

COMPANY_WORDS = (
    "company|firm|provider|maker|producer|operator|bank|lender|carrier|retailer|developer|exporter|importer|trader|platform|"
    "startup|start-up|shipper|refiner|miner|supplier|manufacturer|conglomerate|giant|group|airline|refinery|brokerage|"
    "association|agency|newspaper|broadcaster|think tank|consultancy|insurer|automaker|carmaker|chipmaker|steelmaker|"
    "shipbuilder|distributor|dealer|contractor|forwarder|venture|subsidiary|marketplace|website|outlet|union"
)
"""What a body with a bare name is said to be."""

NOT_NAMES = words(
    """The A An In On At But And Or Nor So For From After Before While When Where As If It He She They We I You His Her
    Their Our Its My Your This That These Those Yet Even Earlier Later Last Next Both Two Three Four Five Six Seven
    Eight Nine Ten Meanwhile However Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March
    April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    According About Under Over Since Until With Without Among Between During Despite Although Though Because Asked
    Speaking Commenting Addressing Responding Talks Trade Exports Imports Shipments Deliveries More Most Many Some
    Several All Each Every Another Other Such Only Just Also Now Then There Here What Which Who How Why Not No Yes
    Than To Of By Is Are Was Were Be Has Have Had Will Would Can Could May Might Must Should Shall Do Does Did One
    Founded Opinion Analysis Exclusive Update Breaking Video Photo Interview Explainer Live Watch Read News Brief
    Factbox Timeline Report Special Editorial Based Built     Foreign Smaller Larger Bigger Higher Lower Direct Despite First Second Third
    Today Yesterday Tomorrow Tonight Christmas Easter Sources Traders Analysts Experts Officials Customs"""
)
"""Capitalised words that begin no name."""

HEADS_OF = words(
    """Ministry Department Academy Institute University College School Bank Bureau Committee Commission Council
    Association Union Federation Chamber Administration Center Centre Office Embassy Consulate Court Party Museum
    Library Society League Alliance Board Authority Congress Assembly Agency Service Secretariat Fund Foundation
    Directorate Inspectorate Forum Conference Organization Organisation Laboratory Parliament Republic Sea Gulf
    Strait Bay Cup Treaty War Games Forum"""
)
"""Heads that go on with "of", "for" or "on"."""

PEOPLES = words("People's Workers' Women's Children's People’s Women’s Children’s Workers’")
"""Possessives that belong to names."""

COMMON_CAPITALS = words(
    """prime treasury internet brent urals lng gdp ceo covid christmas islam christian muslim buddhist orthodox jewish english french
    latin arab slavic eurasian euro dollar yuan ruble rouble renminbi state nation senate congress house parliament
    cabinet government army navy air force fleet minister president party north south east west northern southern
    eastern western i ii iii iv q1 q2 q3 q4 article chapter section annex table figure part phase stage unit block
    line terminal gate hall room street avenue road act law code rule order decree communique communiqué statement
    declaration agreement treaty memorandum protocol background note notes source sources contact contacts media
    press release photo video http https www com european asian african seas
    january february march april june july august september october november december"""
)
"""Words written with a capital that make a run of capitals no name."""

DAYS = words(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December"""
)
